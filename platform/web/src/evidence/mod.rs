// SPDX-License-Identifier: Apache-2.0

//! Evidence: a file that proves a unit's trace offline, made at the newest block whose votes are known.

mod anchor;
mod follow;
mod maker;
mod route;

pub use anchor::anchor;
pub use maker::Maker;
pub(crate) use route::{document, router};
