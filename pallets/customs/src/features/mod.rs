// SPDX-License-Identifier: Apache-2.0

//! The calls, by topic.

mod approvals;
mod clearances;
pub(crate) mod declarations;
mod filings;
mod parameters;
mod quantities;
