//! The database.

mod cause;
mod clock;
pub mod columns;
mod connect;
mod dump;
mod engine;
mod failure;
mod holder;
mod kept;
mod lease;
pub mod model;
mod progress;
pub mod read;
pub mod tables;
pub mod testing;
pub mod write;

pub use cause::Cause;
pub use clock::now;
pub use connect::{open, Database};
pub use dump::dump;
pub use engine::Engine;
pub(crate) use failure::Failure;
pub(crate) use holder::Holder;
pub use kept::Kept;
pub(crate) use lease::{Lease, LeaseRow, Overtaken, Watch};
pub(crate) use progress::WriterState;
pub use progress::{Progress, Waiting};
