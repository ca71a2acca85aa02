//! What the calls do, by topic.

mod loops;
mod reaping;
