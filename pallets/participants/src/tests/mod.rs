// SPDX-License-Identifier: Apache-2.0

//! One file per call, then the transaction extension, the answers to other pallets, and the invariants.

mod accept_operator;
mod add_operator;
mod admit;
mod admit_many;
mod apply;
mod assign_department;
mod authorize;
mod check_admission;
mod impl_change_members;
mod impl_register;
mod invariants;
mod invite;
mod partners;
mod reinstate;
mod reject;
mod remove_multisig;
mod remove_operator;
mod renew;
mod revoke;
mod set_sealing_key;
mod suspend;
mod uninvite;
mod withdraw;
mod withdraw_authorization;
