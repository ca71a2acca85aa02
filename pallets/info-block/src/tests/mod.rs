//! One file per call, what is said in them, and what holds whatever is called.

mod amend;
mod archive;
mod clearance;
mod feeding;
mod import;
mod invariants;
mod new_keys;
mod record;
mod record_many;
pub mod replay;
mod samples;
mod values;
mod weighing;
