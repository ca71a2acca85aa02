//! What the calls do, by topic.

mod admissions;
mod authorizations;
mod invitations;
mod multisigs;
mod operators;
mod profiles;
