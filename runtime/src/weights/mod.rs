// SPDX-License-Identifier: Apache-2.0

//! Weights, measured in WASM on ParityDB and written by `scripts/bench weights`.
//!
//! Those of the database, of a block and a transaction by themselves, of the transaction extension, and of the calls of
//! this chain's own pallets.
//!
//! [`base`], [`pallet_company_prefixes`], [`pallet_reconciliation`] and [`pallet_trade`] alone are written by hand, and the
//! end of [`pallet_trace_units`].
//!
//! # The empty block
//!
//! [`block`] says 5.4 ms, of which a node that runs takes hardly any. The runtime's code, 0.8 MB compressed, is a value of
//! the state too, and by state version 0 values stand in the nodes of the trie: a walk past that node loads it whole. Every
//! block does so several times. Before each call the host looks for `:pending_code`, for the hash of `:code` and for
//! `:heappages`, and the state root is computed anew where `:extrinsic_index` was; all of them lie next to `:code` in the
//! trie. The database copies the node for each, and the hash of the code is computed from all of it. By state version 1 the
//! value is a node of its own, of which only the hash is met on the way.
//!
//! The node's trie cache keeps that node with the hash of its value, and hands it out without a copy. Empty blocks by a
//! node that runs, on two cores that compiled meanwhile: 15 that were authored took 1.3 ms each, the first of them about
//! 12, and 74 that were imported 1.5 ms each with everything that importing is. With `--trie-cache-size 0` nine that were
//! authored took 29 ms each, and 12 at least: that is what the cache saves, and why no validator runs without it. The
//! weight measured for [`block`] is that of a block whose node of the code isn't in the cache. It is charged all the same:
//! it is a three-hundredth of a block, and true of the first block after a start.

pub mod base;
pub mod block;
pub mod database;
pub mod extrinsic;
pub mod frame_system_extensions;
pub mod pallet_company_prefixes;
pub mod pallet_customs;
pub mod pallet_info_block_customs_info;
pub mod pallet_info_block_logistics_info;
pub mod pallet_info_block_product_info;
pub mod pallet_info_block_transaction_info;
pub mod pallet_participants;
pub mod pallet_reconciliation;
pub mod pallet_trace_units;
pub mod pallet_trade;
pub mod pallet_validator_seats;
