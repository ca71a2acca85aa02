// SPDX-License-Identifier: Apache-2.0

//! Gossip of transactions, many in one message.
//!
//! The SDK sends every transaction to every peer in a message of its own, those included that have it from another, and
//! when 2,048 messages wait for a peer it takes the peer for stuck and disconnects it. Under load that is most of what
//! validators do, until they are cut off from each other and finalise nothing. In this protocol
//!
//! - transactions that arrive within a twentieth of a second go into one message;
//! - a message names its recipients, so that they don't send it to each other;
//! - a peer that can't keep up is sent less, and never cut off: every few seconds all are offered the first of the ready
//!   transactions that they may not have;
//! - transactions that are still among the first a round later are offered to every peer, whether it was sent them before
//!   or not. A peer that was sent a transaction may not have kept it: it was catching up, had no room, held another with
//!   the same nonce, or still had the runtime from before an upgrade. An author that kept it would have put it into a
//!   block.
//!
//! A peer could announce that it sent a transaction to another and not do so. With that it withholds the transaction from a
//! peer to which no other sends it, until those that believed the announcement have dropped it, after two rounds at the
//! latest.

mod budget;
mod handler;
mod message;
mod metrics;
mod no_propagation;
mod peers;
mod protocol;
mod reoffer;

pub(crate) use handler::Gossip;
pub(crate) use message::decode_any;
pub(crate) use no_propagation::NoPropagationPool;
pub(crate) use protocol::Protocol;
