// SPDX-License-Identifier: Apache-2.0

//! Tests of the pallet: one file per document and per call, and for matching, views and invariants.

mod allotments;
mod declarations;
mod invariants;
#[cfg(feature = "runtime-benchmarks")]
mod largest;
mod matching;
mod orders;
mod parties;
mod reap_loop;
mod reap_waybill;
mod receipt_numbers;
mod receipts;
mod samples;
mod view;
mod waybills;
