// SPDX-License-Identifier: Apache-2.0

//! Indexer: takes the facts of final blocks into the database, each exactly once.
//!
//! The [`Indexer`] follows the chain; a [`Batch`](batch::Batch) of blocks becomes rows, which the
//! [`Writer`](writer::Writer) commits with the cursor in one transaction; the [`Verifier`](verify::Verifier) compares the
//! resulting heads with the chain's own. One process writes at a time: the holder of the database's lease.

mod apply;
mod backoff;
mod bar;
mod batch;
mod cache;
mod cause;
mod collect;
mod declarations;
mod heads;
mod keep;
mod observe;
mod outdated;
mod replay;
mod run;
mod runtimes;
mod seats;
mod session;
mod verify;
mod writer;

pub use cause::cause_of;
pub use observe::observe;
pub use run::Indexer;
