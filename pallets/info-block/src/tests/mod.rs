// SPDX-License-Identifier: Apache-2.0

//! One file per call, then the other files of the pallet by name, and the invariants.

mod amend;
mod archive;
mod call_weights;
mod impl_customs_block;
mod import;
mod invariants;
mod new_keys;
mod on_recorded;
mod record;
mod record_many;
pub mod replay;
mod samples;
mod two_steps;
mod values;
