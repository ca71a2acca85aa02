//! What the calls do, by topic.

mod approvals;
mod clearances;
mod declarations;
mod filings;
mod parameters;
