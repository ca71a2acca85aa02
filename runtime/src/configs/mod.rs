//! What each pallet is given, in one file per group.

pub mod alliance_chain;
pub mod call_policy;
pub mod consensus;
pub mod council_limits;
pub mod governance;
pub mod keys;
pub mod membership;
pub mod origins;
pub mod system;
pub mod trade_chain;
