// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// Weights of the calls of `pallet_trace_units`.
pub trait WeightInfo {
	/// The weight of [`Call::register`](crate::Call::register).
	fn register() -> Weight;
	/// The weight of [`Call::register_many`](crate::Call::register_many), with `n` units.
	fn register_many(n: u32) -> Weight;
	/// The weight of [`Call::close`](crate::Call::close).
	fn close() -> Weight;
	/// The weight of [`Call::transform`](crate::Call::transform), of `i` units into `o`.
	fn transform(i: u32, o: u32) -> Weight;
	/// The weight of [`Call::split`](crate::Call::split), into `n` parts.
	fn split(n: u32) -> Weight;
	/// The weight of [`Call::pack`](crate::Call::pack), of `n` units.
	fn pack(n: u32) -> Weight;
	/// The weight of [`Call::unpack`](crate::Call::unpack), of `n` units.
	fn unpack(n: u32) -> Weight;
	/// The weight of [`Call::offer_custody`](crate::Call::offer_custody).
	fn offer_custody() -> Weight;
	/// The weight of [`Call::accept_custody`](crate::Call::accept_custody).
	fn accept_custody() -> Weight;
	/// The weight of [`Call::cancel_custody`](crate::Call::cancel_custody).
	fn cancel_custody() -> Weight;
	/// The weight of [`Call::quarantine`](crate::Call::quarantine).
	fn quarantine() -> Weight;
	/// The weight of [`Call::release`](crate::Call::release).
	fn release() -> Weight;
	/// The weight of [`Call::recall`](crate::Call::recall), of `n` units.
	fn recall(n: u32) -> Weight;
	/// The weight of [`Call::end_recall`](crate::Call::end_recall), of `n` units.
	fn end_recall(n: u32) -> Weight;
	/// The weight of [`Call::serve`](crate::Call::serve).
	fn serve() -> Weight;
	/// The weight of [`Call::give_feedback`](crate::Call::give_feedback).
	fn give_feedback() -> Weight;
	/// The weight of [`Call::end_service`](crate::Call::end_service).
	fn end_service() -> Weight;
	/// The weight of [`Call::archive`](crate::Call::archive).
	fn archive() -> Weight;
	/// The weight of [`Call::extend_hold`](crate::Call::extend_hold), to `n` units.
	fn extend_hold(n: u32) -> Weight;
	/// The weight of [`Call::reap_offer`](crate::Call::reap_offer).
	fn reap_offer() -> Weight;
	/// The weight of [`Call::reassign_custody`](crate::Call::reassign_custody).
	fn reassign_custody() -> Weight;
	/// The weight of [`Call::unpack_by_order`](crate::Call::unpack_by_order), of `n` units.
	fn unpack_by_order(n: u32) -> Weight;
	/// The weight of [`Call::close_by_order`](crate::Call::close_by_order).
	fn close_by_order() -> Weight;
	/// The weight of [`Call::set_yield_norms`](crate::Call::set_yield_norms).
	fn set_yield_norms() -> Weight;
	/// The weight of [`Call::reassign_code`](crate::Call::reassign_code).
	fn reassign_code() -> Weight;
}

macro_rules! free {
	($($call:ident($($n:ident),*);)*) => {
		/// For tests, which don't fill blocks.
		impl WeightInfo for () {
			$(
				fn $call($($n: u32),*) -> Weight {
					$(let _ = $n;)*
					Weight::zero()
				}
			)*
		}
	};
}

free! {
	register();
	register_many(n);
	close();
	transform(i, o);
	split(n);
	pack(n);
	unpack(n);
	offer_custody();
	accept_custody();
	cancel_custody();
	quarantine();
	release();
	recall(n);
	end_recall(n);
	serve();
	give_feedback();
	end_service();
	archive();
	extend_hold(n);
	reap_offer();
	reassign_custody();
	unpack_by_order(n);
	close_by_order();
	set_yield_norms();
	reassign_code();
}
