// SPDX-License-Identifier: Apache-2.0

//! The implementations of the calls, by topic.

mod admissions;
mod authorizations;
mod invitations;
mod multisigs;
pub(crate) mod names;
mod operators;
mod partners;
mod profiles;
mod references;
mod sealing_keys;
