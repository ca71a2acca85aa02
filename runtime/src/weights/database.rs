
//! What it costs to read and to write a key of the state.
//!
//! THIS FILE WAS AUTO-GENERATED USING THE SUBSTRATE BENCHMARK CLI VERSION 64.0.0
//! DATE: 2026-11-28 (Y/M/D)
//! HOSTNAME: `vm`, CPU: `AMD EPYC`
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
	/// Reads:  min 891, median 5_989, average 6_396, 95th 8_263, 99th 9_564, max 5_785_440
	/// Writes: min 17_763, median 27_124, average 27_211, 95th 35_185, 99th 36_673, max 37_655
	pub const DatabaseWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: 6_396 * WEIGHT_REF_TIME_PER_NANOS,
		write: 27_211 * WEIGHT_REF_TIME_PER_NANOS,
	};
}
