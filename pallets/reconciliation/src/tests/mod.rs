//! One file per document, how loops stand and are read, and what holds whatever is told.

mod declarations;
mod invariants;
#[cfg(feature = "runtime-benchmarks")]
mod largest;
mod matching;
mod orders;
mod reaping;
mod receipts;
mod samples;
mod view;
mod waybills;
