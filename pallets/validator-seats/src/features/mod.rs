// SPDX-License-Identifier: Apache-2.0

//! The calls and the hooks, by topic.

mod offences;
mod parameters;
mod plan;
mod seats;
