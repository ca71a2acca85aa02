//! One file per call, then the transaction extension, the answers to other pallets, and the invariants.

mod admit;
mod admit_many;
mod apply;
mod assign_department;
mod authorize;
mod check_admission;
mod invariants;
mod invite;
mod operators;
mod reinstate;
mod reject;
mod remove_multisig;
mod renew;
mod revoke;
mod standing;
mod suspend;
mod uninvite;
mod withdraw;
