// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// Weights of the calls of `pallet_trade`.
pub trait WeightInfo {
	/// The weight of [`Call::offer`](crate::Call::offer).
	fn offer() -> Weight;
	/// The weight of [`Call::counter`](crate::Call::counter).
	fn counter() -> Weight;
	/// The weight of [`Call::sign`](crate::Call::sign).
	fn sign() -> Weight;
	/// The weight of [`Call::withdraw`](crate::Call::withdraw).
	fn withdraw() -> Weight;
	/// The weight of [`Call::fulfil`](crate::Call::fulfil).
	fn fulfil() -> Weight;
	/// The weight of [`Call::invoice`](crate::Call::invoice).
	fn invoice() -> Weight;
	/// The weight of [`Call::strike_invoice`](crate::Call::strike_invoice).
	fn strike_invoice() -> Weight;
	/// The weight of [`Call::sign_off`](crate::Call::sign_off).
	fn sign_off() -> Weight;
	/// The weight of [`Call::terminate`](crate::Call::terminate).
	fn terminate() -> Weight;
	/// The weight of [`Call::dispute`](crate::Call::dispute).
	fn dispute() -> Weight;
	/// The weight of [`Call::answer`](crate::Call::answer).
	fn answer() -> Weight;
	/// The weight of [`Call::rule`](crate::Call::rule).
	fn rule() -> Weight;
	/// The weight of [`Call::reap`](crate::Call::reap).
	fn reap() -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn offer() -> Weight {
		Weight::zero()
	}

	fn counter() -> Weight {
		Weight::zero()
	}

	fn sign() -> Weight {
		Weight::zero()
	}

	fn withdraw() -> Weight {
		Weight::zero()
	}

	fn fulfil() -> Weight {
		Weight::zero()
	}

	fn invoice() -> Weight {
		Weight::zero()
	}

	fn strike_invoice() -> Weight {
		Weight::zero()
	}

	fn sign_off() -> Weight {
		Weight::zero()
	}

	fn terminate() -> Weight {
		Weight::zero()
	}

	fn dispute() -> Weight {
		Weight::zero()
	}

	fn answer() -> Weight {
		Weight::zero()
	}

	fn rule() -> Weight {
		Weight::zero()
	}

	fn reap() -> Weight {
		Weight::zero()
	}
}
