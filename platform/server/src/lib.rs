//! # The platform
//!
//! The standard's trade chain has an information database beside each of its four blocks (DB4403/T 471-2024 §6.2.2). This
//! crate implements them, with an interface by which systems exchange their data (GB/T 39106), and the page that a person
//! sees who scans the code on a product.
//!
//! Dependencies point downwards:
//!
//! - [`page`], [`labels`]: the pages, and the QR codes that lead there.
//! - [`exchange`]: the searches and the feedback of GB/T 39106.
//! - [`http`]: the router, and the middleware of every response: tokens, limits, logs, errors.
//! - [`indexer`]: takes facts of final blocks into the database, each exactly once, and verifies every head.
//! - [`backup`]: backup and restore of data that is not on the chain.
//! - [`store`]: the database, on SQLite or PostgreSQL, and the types that are read back.
//! - [`chain`]: the client of a node, and decoding of its final blocks.
//!
//! Nothing here is believed because it stands in the database: the chain is the record, and the database can be built anew
//! from it at any time.

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
