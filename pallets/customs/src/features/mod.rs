//! The calls, by topic.

mod approvals;
mod clearances;
mod declarations;
mod filings;
mod parameters;
