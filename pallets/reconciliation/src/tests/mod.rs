//! Tests of the pallet: one file per document, and for matching, reaping, views and invariants.

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
