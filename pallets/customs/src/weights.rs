// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// Weights of the calls of `pallet_customs`.
pub trait WeightInfo {
	/// The weight of [`Call::file`](crate::Call::file).
	fn file() -> Weight;
	/// The weight of [`Call::withdraw_filing`](crate::Call::withdraw_filing).
	fn withdraw_filing() -> Weight;
	/// The weight of [`Call::decide_filing`](crate::Call::decide_filing).
	fn decide_filing() -> Weight;
	/// The weight of [`Call::declare`](crate::Call::declare), with `l` lines and `u` units.
	fn declare(l: u32, u: u32) -> Weight;
	/// The weight of [`Call::amend`](crate::Call::amend), with `l` lines and `u` units in place of `o` others.
	fn amend(l: u32, u: u32, o: u32) -> Weight;
	/// The weight of [`Call::cancel`](crate::Call::cancel), with `u` units.
	fn cancel(u: u32) -> Weight;
	/// The weight of [`Call::decide`](crate::Call::decide).
	fn decide() -> Weight;
	/// The weight of [`Call::advance`](crate::Call::advance) to any status but released, with `u` units.
	fn advance(u: u32) -> Weight;
	/// The weight of [`Call::advance`](crate::Call::advance) to released, with `u` units.
	fn release(u: u32) -> Weight;
	/// The weight of [`Call::record_duty`](crate::Call::record_duty), with `u` units that were released, or none before.
	fn record_duty(u: u32) -> Weight;
	/// The weight of [`Call::set_requirement`](crate::Call::set_requirement).
	fn set_requirement() -> Weight;
	/// The weight of [`Call::set_release_bars`](crate::Call::set_release_bars).
	fn set_release_bars() -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn file() -> Weight {
		Weight::zero()
	}

	fn withdraw_filing() -> Weight {
		Weight::zero()
	}

	fn decide_filing() -> Weight {
		Weight::zero()
	}

	fn declare(_: u32, _: u32) -> Weight {
		Weight::zero()
	}

	fn amend(_: u32, _: u32, _: u32) -> Weight {
		Weight::zero()
	}

	fn cancel(_: u32) -> Weight {
		Weight::zero()
	}

	fn decide() -> Weight {
		Weight::zero()
	}

	fn advance(_: u32) -> Weight {
		Weight::zero()
	}

	fn release(_: u32) -> Weight {
		Weight::zero()
	}

	fn record_duty(_: u32) -> Weight {
		Weight::zero()
	}

	fn set_requirement() -> Weight {
		Weight::zero()
	}

	fn set_release_bars() -> Weight {
		Weight::zero()
	}
}
