// SPDX-License-Identifier: Apache-2.0

//! Tests of the pallet: one file per call, and for clearance, new keys, values, views and invariants.

mod advance;
mod amend;
mod cancel;
mod clearance;
mod decide;
mod decide_filing;
mod declare;
mod file;
mod invariants;
mod new_keys;
mod record_duty;
mod set_release_bars;
mod set_requirement;
mod values;
mod views;
mod withdraw_filing;
