//! The database.

mod connect;
pub mod model;
pub mod read;
pub mod testing;

pub use connect::{Database, Engine};
