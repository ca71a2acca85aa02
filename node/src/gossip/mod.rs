//! Hands transactions on, many in one message.
//!
//! The SDK sends every transaction to every node in a message of its own, those included that have it from another, and
//! when 2,048 messages wait for a node it takes the node for stuck and hangs up. Under load that is most of what validators
//! do, until they are cut off from each other and finalise nothing. Here
//!
//! - what came within a twentieth of a second goes into one message;
//! - a message says to whom it goes, so that those who get it don't send it to each other;
//! - whoever can't keep up is told less, and never cut off: every few seconds all are offered the first of what waits
//!   that they may not have;
//! - what is still among the first of what waits a round later is offered to everybody, whoever was sent it before. A node
//!   that was sent a transaction may not have kept it: it was catching up, had no room, held another with the same nonce,
//!   or still had the runtime from before an upgrade. Whoever kept it would have put it into a block.
//!
//! A node could say that it sent a transaction to another and not do so. With that it holds the transaction back from a node
//! that nobody else tells of it, until those who believed it have forgotten what they heard, after two rounds at the latest.

mod budget;
mod handler;
mod message;
mod metrics;
mod no_propagation;
mod peers;
mod protocol;
mod reoffer;

pub use handler::Gossip;
#[cfg(test)]
pub(crate) use message::{read_any, written};
pub use no_propagation::Silent;
pub use protocol::Protocol;
