//! What the calls cost, estimated by hand. The benchmarks overwrite this file.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};

/// What the calls of `pallet_trace_units` cost.
pub trait WeightInfo {
	fn register() -> Weight;
	fn register_many(n: u32, ) -> Weight;
	fn close() -> Weight;
}

/// Weights with the database of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register() -> Weight {
		Weight::from_parts(30_000_000, 4_000)
			.saturating_add(T::DbWeight::get().reads_writes(2_u64, 1_u64))
	}
	/// The range of component `n` is `[1, 256]`.
	fn register_many(n: u32, ) -> Weight {
		Weight::from_parts(15_000_000, 4_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads_writes(1_u64, 1_u64).saturating_mul(n.into()))
	}
	fn close() -> Weight {
		Weight::from_parts(40_000_000, 16_000)
			.saturating_add(T::DbWeight::get().reads_writes(6_u64, 1_u64))
	}
}

// For tests.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::from_parts(30_000_000, 4_000)
			.saturating_add(RocksDbWeight::get().reads_writes(2_u64, 1_u64))
	}
	/// The range of component `n` is `[1, 256]`.
	fn register_many(n: u32, ) -> Weight {
		Weight::from_parts(15_000_000, 4_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_000).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads_writes(1_u64, 1_u64).saturating_mul(n.into()))
	}
	fn close() -> Weight {
		Weight::from_parts(40_000_000, 16_000)
			.saturating_add(RocksDbWeight::get().reads_writes(6_u64, 1_u64))
	}
}
