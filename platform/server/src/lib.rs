//! # The platform
//!
//! The standard's trade chain has an information database beside each of its four blocks (DB4403/T 471-2024 §6.2.2).
//! This is they, with what makes them useful: an interface by which systems exchange what is in them (GB/T 39106), and
//! the page that a person sees who scans the code on a product.
//!
//! Arrows point downwards:
//!
//! - [`page`], [`labels`]: what a person sees, and the QR code that leads there.
//! - [`exchange`]: the searches and the feedback of GB/T 39106.
//! - [`http`]: the router, and what every answer shares: tokens, limits, logs, errors.
//! - [`indexer`]: takes facts out of final blocks into the database, each exactly once, and verifies every head.
//! - [`backup`]: what is not on the chain, saved and brought back.
//! - [`store`]: the database, on SQLite or PostgreSQL, and the shapes that are read back.
//! - [`chain`]: the connection to a node, and what its final blocks say.
//!
//! Nothing here is believed because it stands in the database: the chain is the record, and the database can be built
//! anew from it at any time.

pub mod app;
pub mod backup;
pub mod chain;
pub mod cli;
pub mod config;
pub mod exchange;
pub mod http;
pub mod indexer;
pub mod labels;
pub mod log;
pub mod operate;
pub mod page;
pub mod serve;
pub mod store;

pub use app::App;
pub use config::Config;
