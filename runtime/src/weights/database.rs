// SPDX-License-Identifier: Apache-2.0

//! The weights of reading and writing a key of the state.
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
// 0
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
	/// Reads:  min 961, median 4_898, average 5_042, 95th 6_109, 99th 7_001, max 1_374_157
	/// Writes: min 12_695, median 19_512, average 19_598, 95th 22_777, 99th 25_781, max 29_906
	pub const DatabaseWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: 5_042 * WEIGHT_REF_TIME_PER_NANOS,
		write: 19_598 * WEIGHT_REF_TIME_PER_NANOS,
	};
}
