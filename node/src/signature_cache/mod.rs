//! Remembers which signatures were good, so that none is verified twice.
//!
//! A transaction's signature is verified when the transaction enters the pool, again whenever the pool looks at it
//! anew, once more by the author of its block, and by everyone who imports that block. Each time it costs more than
//! everything else that the runtime does before the call is dispatched, and each time the answer is the same, for it
//! follows from the signature, the message and the key alone.
//!
//! So the node answers the runtime's question from memory where it can. The runtime can't tell the difference: only
//! what was verified by the very function that answers otherwise, or by one that agrees with it, is remembered, under a
//! hash of all that was asked, and what was refused is never remembered. What comes many at a time, to the pool
//! or with a block, is verified together before the runtime asks: see [`verify`] and [`VerifyAhead`].

mod batch_verify;
mod cache;
mod host_functions;
mod preverify;

pub use host_functions::HostFunctions;
#[cfg(test)]
pub(crate) use preverify::read_any;
pub use preverify::{verify, VerifyAhead};
