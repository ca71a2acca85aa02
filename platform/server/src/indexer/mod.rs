//! Takes facts out of final blocks into the database, each exactly once.
//!
//! The [`Indexer`] follows the chain; a [`Batch`](batch::Batch) of blocks becomes rows, which the [`Writer`](writer::Writer)
//! commits with the cursor in one transaction; the [`Verifier`](verify::Verifier) holds what came of it against the chain's
//! own heads. One process writes at a time: that which holds the lease of the database.

pub mod apply;
pub mod asked;
mod backoff;
mod bar;
pub mod batch;
pub mod cache;
mod cause;
mod collect;
pub mod heads;
mod keep;
mod observe;
mod replay;
mod run;
mod runtimes;
pub mod seats;
mod session;
mod stop;
pub mod verify;
pub mod writer;

pub(crate) use cause::cause_of;
pub(crate) use observe::observe;
pub use run::Indexer;
pub use stop::stopped;
