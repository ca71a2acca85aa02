//! What the calls of our own pallets cost: measured in WASM and written by `scripts/bench weights`.

pub mod pallet_customs;
pub mod pallet_info_block_customs_info;
pub mod pallet_info_block_logistics_info;
pub mod pallet_info_block_product_info;
pub mod pallet_info_block_transaction_info;
pub mod pallet_participants;
pub mod pallet_trace_units;
pub mod pallet_validator_seats;
