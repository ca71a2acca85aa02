//! The database.

mod connect;
mod dump;
mod kept;
pub mod model;
pub mod read;
pub mod tables;
pub mod testing;
pub mod write;

pub use connect::{Database, Engine};
pub use dump::dump;
pub use kept::Kept;
