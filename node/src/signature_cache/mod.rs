// SPDX-License-Identifier: Apache-2.0

//! A cache of verified signatures, so that no good signature is verified twice.
//!
//! A transaction's signature is verified when the transaction enters the pool, again whenever the pool revalidates it, once
//! more by the author of its block, and by every node that imports that block. Each time it costs more than everything
//! else that the runtime does before the call is dispatched, and each time the result is the same, for it follows from the
//! signature, the message and the key alone.
//!
//! So the node answers the runtime's host calls from a cache where it can. The runtime can't tell the difference: an entry
//! is made only by the very function that answers otherwise, or by one that agrees with it, under a hash of all its
//! arguments, and a refused signature is never cached. Signatures that come many at a time, to the pool or with a block,
//! are verified together before the runtime asks: see [`preverify()`] and [`PreverifyBlockImport`].

mod batch_verify;
mod cache;
mod host_functions;
mod preverify;

pub(crate) use host_functions::HostFunctions;
pub(crate) use preverify::{decode_any, preverify, PreverifyBlockImport};
