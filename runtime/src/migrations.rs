//! The storage migrations of this version.

/// The migrations that the first block of this version runs: none.
#[cfg(not(feature = "rehearsal"))]
pub type Migrations = ();
#[cfg(feature = "rehearsal")]
pub use crate::rehearsal::Migrations;
