//! One file per call, then what happens by itself, and what must always hold.

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
