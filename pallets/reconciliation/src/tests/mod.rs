// SPDX-License-Identifier: Apache-2.0

//! Tests of the pallet: one file per document and per call, and for matching, views and invariants.

mod declarations;
mod invariants;
#[cfg(feature = "runtime-benchmarks")]
mod largest;
mod matching;
mod orders;
mod reap_loop;
mod reap_waybill;
mod receipts;
mod samples;
mod view;
mod waybills;
