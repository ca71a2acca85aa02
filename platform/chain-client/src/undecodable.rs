// SPDX-License-Identifier: Apache-2.0

//! Decoding error.

/// Error of bytes that do not decode.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("bytes that don't decode: {0}")]
pub struct Undecodable(pub(super) &'static str);

pub(super) type Decoded<T> = Result<T, Undecodable>;
