// SPDX-License-Identifier: Apache-2.0

//! Tests of the pallet: one file per call, and for genesis, sessions, memberships, offences and invariants.

mod activate;
mod authors;
mod genesis;
mod invariants;
mod memberships;
mod new_keys;
mod offences;
mod pardon;
mod rest;
mod sessions;
mod set_floor;
mod set_idle_term;
mod set_session_length;
