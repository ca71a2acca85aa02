//! The database.

mod connect;
mod dump;
pub mod model;
pub mod read;
pub mod tables;
pub mod testing;
pub mod write;

pub use connect::{Database, Engine};
pub use dump::dump;
