// SPDX-License-Identifier: Apache-2.0

//! Error of decoding and encoding.

/// Error of bytes that do not decode, or of JSON that does not encode. It holds the reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither decoded nor encoded: {0}")]
pub struct Undecodable(pub &'static str);

/// A value that was decoded or encoded, or the reason why not.
pub type Decoded<T> = Result<T, Undecodable>;
