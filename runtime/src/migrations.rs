// SPDX-License-Identifier: Apache-2.0

//! Storage migrations of this version.

/// The migrations that the first block of this version runs: none.
#[cfg(not(feature = "rehearsal"))]
pub(crate) type Migrations = ();
#[cfg(feature = "rehearsal")]
pub(crate) use crate::rehearsal::Migrations;
