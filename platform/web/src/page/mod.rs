//! The page behind the QR code, and the few pages around it: rendered here, readable without a script, in Chinese and
//! English, asking no other host for anything.
//!
//! What participants wrote stands in pages as text alone: every template escapes, and none has an exception.

mod assets;
mod comment;
mod display;
mod format;
mod genealogy;
mod item;
mod layout;
mod map;
mod others;
mod party;
mod product;
mod response;
mod router;
mod timeline;
mod trace;
mod verdict;

pub use assets::CONTENT_SECURITY_POLICY;
pub use others::problem;
pub use router::{parameters, router};
pub use trace::html;

#[cfg(test)]
mod tests;
