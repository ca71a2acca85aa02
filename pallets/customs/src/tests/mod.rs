//! One file per call, then what others ask, what can be wrong with a value, and what must always hold.

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
mod set_mismatch_blocks_release;
mod set_requirement;
mod values;
mod views;
mod withdraw_filing;
