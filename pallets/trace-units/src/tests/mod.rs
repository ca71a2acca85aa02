// SPDX-License-Identifier: Apache-2.0

//! Tests of the pallet: one file per call, and for orders, the walks, clearance, new keys and invariants.

mod accept_custody;
mod archive;
mod cancel_custody;
mod clearance;
mod close;
mod contents;
mod end_recall;
mod end_service;
mod extend_hold;
mod genealogy;
mod give_feedback;
mod invariants;
mod new_keys;
mod offer_custody;
mod orders;
mod pack;
mod quarantine;
mod reap_offer;
mod reassign_code;
mod recall;
mod register;
mod register_many;
mod release;
mod rights;
mod serve;
mod set_yield_norms;
mod split;
mod transform;
mod unpack;
mod walks;
