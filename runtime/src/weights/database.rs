
//! What it costs to read and to write a key of the state.
//!
//! THIS FILE WAS AUTO-GENERATED USING THE SUBSTRATE BENCHMARK CLI VERSION 64.0.0
//! DATE: 2026-11-20 (Y/M/D)
//! HOSTNAME: `vm`, CPU: `Intel(R) Xeon(R) Processor`
//! DATABASE: `ParityDb`, CHAIN: `Suyuan Development`, WARMUPS: `1`, BATCH: `10000`

// Executed Command:
// suyuan
// benchmark
// storage
// --chain
// dev
// --base-path
// chain
// --state-version
// 1
// --disable-pov-recorder
// --batch-size
// 10000
// --random-seed
// 471
// --template-path
// database.hbs
// --weight-path
// database.rs

#![cfg_attr(rustfmt, rustfmt_skip)]

use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight},
};

parameter_types! {
	/// In nanoseconds; `Average` is what counts.
	///
	/// Reads:  min 928, median 4_803, average 4_896, 95th 5_726, 99th 6_192, max 1_980_723
	/// Writes: min 15_299, median 25_394, average 24_682, 95th 27_507, 99th 27_953, max 28_390
	pub const DatabaseWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: 4_896 * WEIGHT_REF_TIME_PER_NANOS,
		write: 24_682 * WEIGHT_REF_TIME_PER_NANOS,
	};
}
