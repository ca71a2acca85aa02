// SPDX-License-Identifier: Apache-2.0

//! The configuration of each pallet, in one file per group.

pub(crate) mod alliance_chain;
pub(crate) mod call_policy;
pub(crate) mod consensus;
pub mod council_limits;
pub(crate) mod governance;
pub(crate) mod keys;
pub mod membership;
pub(crate) mod origins;
pub mod system;
pub(crate) mod trade_chain;
