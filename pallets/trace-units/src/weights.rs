//! What the calls cost. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// What the calls of `pallet_trace_units` cost.
pub trait WeightInfo {
	/// See [`Call::register`](crate::Call::register).
	fn register() -> Weight;
	/// See [`Call::register_many`](crate::Call::register_many), with `n` units.
	fn register_many(n: u32) -> Weight;
	/// See [`Call::close`](crate::Call::close).
	fn close() -> Weight;
	/// See [`Call::transform`](crate::Call::transform), of `i` units into `o`.
	fn transform(i: u32, o: u32) -> Weight;
	/// See [`Call::split`](crate::Call::split), into `n` parts.
	fn split(n: u32) -> Weight;
	/// See [`Call::pack`](crate::Call::pack), of `n` units.
	fn pack(n: u32) -> Weight;
	/// See [`Call::unpack`](crate::Call::unpack), of `n` units.
	fn unpack(n: u32) -> Weight;
	/// See [`Call::offer_custody`](crate::Call::offer_custody).
	fn offer_custody() -> Weight;
	/// See [`Call::accept_custody`](crate::Call::accept_custody).
	fn accept_custody() -> Weight;
	/// See [`Call::cancel_custody`](crate::Call::cancel_custody).
	fn cancel_custody() -> Weight;
	/// See [`Call::quarantine`](crate::Call::quarantine).
	fn quarantine() -> Weight;
	/// See [`Call::release`](crate::Call::release).
	fn release() -> Weight;
	/// See [`Call::recall`](crate::Call::recall), of `n` units.
	fn recall(n: u32) -> Weight;
	/// See [`Call::end_recall`](crate::Call::end_recall), of `n` units.
	fn end_recall(n: u32) -> Weight;
	/// See [`Call::serve`](crate::Call::serve).
	fn serve() -> Weight;
	/// See [`Call::give_feedback`](crate::Call::give_feedback).
	fn give_feedback() -> Weight;
	/// See [`Call::end_service`](crate::Call::end_service).
	fn end_service() -> Weight;
	/// See [`Call::archive`](crate::Call::archive).
	fn archive() -> Weight;
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
}
