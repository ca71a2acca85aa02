//! The database: connection and schema, the writer's lease, bulk writes and every query.

mod connect;
mod dump;
mod failure;
mod holder;
mod kept;
mod lease;
pub mod model;
pub mod read;
pub mod tables;
pub mod testing;
pub mod write;

pub use connect::{Database, Engine};
pub use dump::dump;
pub(crate) use failure::Failure;
pub(crate) use holder::Holder;
pub use kept::Kept;
pub(crate) use lease::{Lease, LeaseRow, Overtaken, Watch};
