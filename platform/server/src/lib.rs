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
//! - [`router`]: the router, and what every answer shares: tokens, limits, logs, errors.
//! - [`indexer`]: takes facts out of final blocks into the database, each exactly once, and verifies every head.
//! - [`backup`]: what is not on the chain, saved and brought back.
//! - [`store`]: the database, on SQLite or PostgreSQL, and the shapes that are read back.
//! - [`chain`]: the connection to a node, and what its final blocks say.
//!
//! Nothing here is believed because it stands in the database: the chain is the record, and the database can be built
//! anew from it at any time.

mod annotation;
mod api;
pub mod app;
pub mod auth;
pub mod backup;
pub mod chain;
pub mod cli;
mod client;
pub mod config;
mod connections;
pub mod digital_link;
pub mod exchange;
pub mod export;
mod extract;
mod failures;
mod health;
mod i18n;
pub mod indexer;
mod json;
pub mod labels;
pub mod log;
mod middleware;
mod openapi;
pub mod operate;
mod origin;
pub mod page;
mod problem;
mod resolver;
pub mod router;
mod scans;
pub mod serve;
pub mod storage;
pub mod store;
mod text;

#[cfg(test)]
mod tests;

pub use app::App;
pub use config::Config;
