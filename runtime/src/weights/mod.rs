//! What everything costs, measured in WASM on ParityDB and written by `scripts/bench weights`: the database, a block and
//! a transaction by themselves, what a transaction passes through, and the calls of our own pallets.
//!
//! [`base`] and [`pallet_reconciliation`] alone are written by hand.

pub mod base;
pub mod block;
pub mod database;
pub mod extrinsic;
pub mod frame_system_extensions;
pub mod pallet_customs;
pub mod pallet_info_block_customs_info;
pub mod pallet_info_block_logistics_info;
pub mod pallet_info_block_product_info;
pub mod pallet_info_block_transaction_info;
pub mod pallet_participants;
pub mod pallet_reconciliation;
pub mod pallet_trace_units;
pub mod pallet_validator_seats;
