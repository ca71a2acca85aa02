// SPDX-License-Identifier: Apache-2.0

//! The calls, by topic.

mod grants;
mod permits;
