//! What the calls and the hooks do, by topic.

mod authors;
mod memberships;
mod offences;
mod parameters;
mod plan;
mod seats;
mod sessions;
