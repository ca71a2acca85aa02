//! One file per call, and what holds whatever is called.

mod close;
mod invariants;
mod register;
mod register_many;
