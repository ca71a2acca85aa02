//! The implementations of the calls, by topic.

mod admissions;
mod authorizations;
mod invitations;
mod multisigs;
mod operators;
mod profiles;
mod references;
