//! What the calls and the hooks do, by topic.

mod offences;
mod parameters;
mod plan;
mod seats;
