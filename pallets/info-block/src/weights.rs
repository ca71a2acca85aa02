//! What the calls cost. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// What the calls of `pallet_info_block` cost, whose `l` bytes say of which units and what.
pub trait WeightInfo {
	/// `n` calls of [`Call::record`](crate::Call::record) one after the other, by one writer, each of a unit of its own that
	/// the writer owns or holds unpacked. For none of them what the first takes besides: the machine that carries them out
	/// takes its memory into use.
	fn record(n: u32, l: u32) -> Weight;
	/// See [`Call::record_many`](crate::Call::record_many), by whoever owns the units or holds them unpacked: of `u` units
	/// one after another, and `r` more entries, each of the unit of the entry before it.
	fn record_many(u: u32, r: u32, l: u32) -> Weight;
	/// See [`Call::amend`](crate::Call::amend), by whoever owns the unit or holds it unpacked.
	fn amend(l: u32) -> Weight;
	/// See [`Call::import`](crate::Call::import).
	fn import(l: u32) -> Weight;
	/// What each unit costs besides of whose owner and immediate custodian the writer is neither: of how many units `p`
	/// around it were looked at, and whether the owner lets the writer write.
	fn look_further(p: u32) -> Weight;
	/// What each item that feeds a loop costs besides.
	fn feed() -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn record(_: u32, _: u32) -> Weight {
		Weight::zero()
	}

	fn record_many(_: u32, _: u32, _: u32) -> Weight {
		Weight::zero()
	}

	fn amend(_: u32) -> Weight {
		Weight::zero()
	}

	fn import(_: u32) -> Weight {
		Weight::zero()
	}

	fn look_further(_: u32) -> Weight {
		Weight::zero()
	}

	fn feed() -> Weight {
		Weight::zero()
	}
}
