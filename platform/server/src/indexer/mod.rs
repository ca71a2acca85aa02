//! Takes facts out of final blocks into the database, each exactly once.
//!
//! The [`Indexer`] follows the chain; a [`Batch`](batch::Batch) of blocks becomes rows, which the [`Writer`](writer::Writer)
//! commits with the cursor in one transaction; the [`Verifier`](verify::Verifier) holds what came of it against the chain's
//! own heads.

pub mod apply;
pub mod asked;
mod bar;
pub mod batch;
pub mod cache;
pub mod heads;
mod progress;
mod replay;
mod run;
mod runtimes;
pub mod seats;
pub mod verify;
pub mod writer;

pub use progress::Progress;
pub use run::{stopped, Indexer};
