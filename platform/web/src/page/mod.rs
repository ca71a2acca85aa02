// SPDX-License-Identifier: Apache-2.0

//! The page behind the QR code, and the few pages around it, in Chinese and English. The server renders them; they are
//! readable without a script, and make no request to any other host.
//!
//! Participants' text stands in pages as text alone: every template escapes. The one exception is the data for search
//! engines, which [`crate::master_data::Facts::block`] writes without any character of HTML; it is no script.

mod assets;
mod barcode;
pub mod browser;
mod comment;
mod declaration;
mod difference;
mod display;
mod error_page;
mod format;
mod genealogy;
mod hazard;
mod hold;
mod home;
mod item;
mod layout;
mod map;
mod participants;
mod party;
mod product;
mod response;
mod router;
mod timeline;
mod trace;
mod verdict;

pub use barcode::barcode;
pub use error_page::{problem, unregistered};
pub use router::{parameters, router};
pub use trace::html;

#[cfg(test)]
mod tests;
