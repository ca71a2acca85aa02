//! One file per call, then the door, what other pallets ask of the register, and what must always hold.

mod admit;
mod admit_many;
mod apply;
mod assign_department;
mod authorize;
mod door;
mod invariants;
mod invite;
mod operators;
mod register;
mod reinstate;
mod reject;
mod renew;
mod revoke;
mod suspend;
mod uninvite;
mod withdraw;
