// SPDX-License-Identifier: Apache-2.0

//! Routes of the vault, under `/vault`: envelopes put, granted, read and erased, by requests that an account signed.
//!
//! No answer is kept by anybody on the way, and none has a plaintext: the vault has none.

mod asked;
mod refused;
mod routes;

pub use routes::{document, router};
