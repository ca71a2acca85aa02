//! The page behind the QR code, and the few pages around it, in Chinese and English. The server renders them; they are
//! readable without a script, and make no request to any other host.
//!
//! Participants' text stands in pages as text alone: every template escapes, and none has an exception.

mod assets;
mod comment;
mod format;
mod frame;
mod genealogy;
mod item;
mod lang;
pub mod links;
mod map;
mod others;
mod party;
mod product;
mod router;
mod shown;
mod timeline;
mod trace;
mod verdict;
mod words;

pub use assets::CONTENT_SECURITY_POLICY;
pub use lang::Lang;
pub use others::problem;
pub use router::{parameters, router};
pub use trace::html;

#[cfg(test)]
mod tests;
