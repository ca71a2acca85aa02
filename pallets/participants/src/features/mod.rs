//! What the calls do, by topic.

mod admissions;
mod authorizations;
mod invitations;
mod operators;
mod profiles;
