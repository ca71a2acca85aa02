// SPDX-License-Identifier: Apache-2.0

//! The calls, by topic.

mod archive;
mod custody;
mod holds;
mod orders;
mod packing;
mod registration;
mod services;
mod transformations;
mod yields;
