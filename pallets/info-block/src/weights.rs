//! What the calls cost, estimated by hand. The benchmarks overwrite this file.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};

/// What the calls of `pallet_info_block` cost.
pub trait WeightInfo {
	fn record() -> Weight;
	fn record_many(n: u32, ) -> Weight;
	fn amend() -> Weight;
	fn import() -> Weight;
}

/// Weights with the database of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn record() -> Weight {
		Weight::from_parts(60_000_000, 16_000)
			.saturating_add(T::DbWeight::get().reads_writes(5_u64, 1_u64))
	}
	/// The range of component `n` is `[1, 256]`.
	fn record_many(n: u32, ) -> Weight {
		Weight::from_parts(20_000_000, 7_000)
			.saturating_add(Weight::from_parts(40_000_000, 9_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads_writes(3_u64, 1_u64).saturating_mul(n.into()))
	}
	fn amend() -> Weight {
		Weight::from_parts(60_000_000, 16_000)
			.saturating_add(T::DbWeight::get().reads_writes(5_u64, 1_u64))
	}
	fn import() -> Weight {
		Weight::from_parts(60_000_000, 13_000)
			.saturating_add(T::DbWeight::get().reads_writes(4_u64, 1_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn record() -> Weight {
		Weight::from_parts(60_000_000, 16_000)
			.saturating_add(RocksDbWeight::get().reads_writes(5_u64, 1_u64))
	}
	/// The range of component `n` is `[1, 256]`.
	fn record_many(n: u32, ) -> Weight {
		Weight::from_parts(20_000_000, 7_000)
			.saturating_add(Weight::from_parts(40_000_000, 9_000).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads_writes(3_u64, 1_u64).saturating_mul(n.into()))
	}
	fn amend() -> Weight {
		Weight::from_parts(60_000_000, 16_000)
			.saturating_add(RocksDbWeight::get().reads_writes(5_u64, 1_u64))
	}
	fn import() -> Weight {
		Weight::from_parts(60_000_000, 13_000)
			.saturating_add(RocksDbWeight::get().reads_writes(4_u64, 1_u64))
	}
}
