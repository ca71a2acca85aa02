// SPDX-License-Identifier: Apache-2.0

//! Trace codes in addresses. Codes are read and printed by [`suyuan_primitives::digital_link`] alone.

mod compressed;
pub mod links;

pub use compressed::decompress;
pub use suyuan_primitives::digital_link::read;
