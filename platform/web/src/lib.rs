// SPDX-License-Identifier: Apache-2.0

//! HTTP interface of the platform: pages, API, resolver, exchange, labels and exports.
//!
//! Dependencies point downwards:
//!
//! - [`serve`]: the router, and the connections that it is served on.
//! - `page`, `labels`, `api`, `resolver`, `exchange`, `epcis`, `export`, [`evidence`], `vault`: the routes.
//! - `middleware`: the layers that every request passes; [`auth`]: tokens and scopes.
//! - `problem`, `extract`, `json`, `text`, `i18n`, `master_data`, [`digital_link`]: shared by the routes.

mod annotation;
mod api;
mod app;
pub mod auth;
mod client;
mod config;
mod connections;
pub mod digital_link;
mod epcis;
pub mod evidence;
mod exchange;
mod export;
mod extract;
mod failures;
mod health;
mod i18n;
mod json;
mod labels;
mod master_data;
mod middleware;
mod openapi;
mod origin;
mod page;
mod problem;
mod query_log;
mod readers;
mod resolver;
mod router;
mod scans;
mod text;
mod vault;

#[cfg(test)]
mod tests;

pub use app::App;
pub use config::Config;
pub use router::{serve, Interface};
pub use text::cut;
