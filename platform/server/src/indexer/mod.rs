//! Indexer: takes the facts of final blocks into the database, each exactly once.
//!
//! The [`Indexer`] follows the chain; a [`Batch`](batch::Batch) of blocks becomes rows, which the
//! [`Writer`](writer::Writer) commits with the cursor in one transaction; the [`Verifier`](verify::Verifier) compares the
//! resulting heads with the chain's own. One process writes at a time: the holder of the database's lease.

pub mod apply;
pub mod asked;
mod bar;
pub mod batch;
pub mod cache;
mod cause;
pub mod heads;
mod keep;
mod observe;
mod progress;
mod replay;
mod run;
mod runtimes;
pub mod seats;
mod session;
pub mod verify;
pub mod writer;

pub use cause::Cause;
pub(crate) use observe::observe;
pub use progress::{Progress, Waiting};
pub use run::{stopped, Indexer};
