// SPDX-License-Identifier: Apache-2.0

//! Answers to the information blocks and the declarations, which ask for the facts of a unit.

use crate::{hold_search::Reads, lots::batches_of, pallet::*, UnitKind};
use alloc::vec::Vec;
use suyuan_primitives::{
	codes::TraceCode,
	traits::{self, Clearance, Custody, FoundHold, Goods, GoodsAmount, Outermost, UnitFacts},
	values::Quantity,
};

impl<T: Config> traits::Units<T::AccountId> for Pallet<T> {
	const MAX_NESTING: u32 = crate::MAX_NESTING as u32;
	const MAX_HOLD_READS: u32 = crate::MAX_HOLD_READS;

	fn facts(code: &TraceCode) -> Option<UnitFacts<T::AccountId>> {
		Units::<T>::get(code).map(|unit| UnitFacts {
			open: unit.takes_records(),
			owner: unit.owner,
			custody: unit.packed_in.map_or(Custody::With(unit.custodian), Custody::Within),
		})
	}

	fn outermost(code: &TraceCode) -> Option<Outermost<T::AccountId>> {
		let unit = Units::<T>::get(code)?;
		let mut around = Self::around(&unit);
		let looked_at = 1 + around.len() as u32;
		let (_, outermost) = around.pop().unwrap_or_else(|| (code.clone(), unit));
		Some(Outermost { custodian: outermost.custodian, looked_at })
	}

	fn goods(code: &TraceCode) -> Option<Goods> {
		let piece = Units::<T>::get(code)?;
		// A piece left with the batch that its code names, if whoever registered the piece owned the batch at any time: so
		// neither who sells a batch nor who buys it has its goods leave twice.
		let left_with = |batch: &TraceCode| {
			let unit = Units::<T>::get(batch).filter(|unit| unit.was_owned_by(piece.first_owner()))?;
			T::Clearance::left_under(batch).or(unit.left_under)
		};
		let left_under = piece.left_under.or_else(|| batches_of(code).iter().find_map(left_with));
		let amount = match piece.kind {
			UnitKind::Item { .. } => GoodsAmount::Piece,
			UnitKind::Batch { quantity, .. } => {
				GoodsAmount::Batch(Quantity { thousandths: piece.remaining, ..quantity })
			}
			UnitKind::LogisticUnit | UnitKind::Service { .. } => GoodsAmount::None,
		};
		Some(Goods { amount, left_under })
	}

	fn find_hold(code: &TraceCode) -> FoundHold {
		let mut reads = Reads::default();
		let at = Units::<T>::get(code).and_then(|unit| Self::hold_of(code, &unit, &mut reads));
		FoundHold { at, reads: reads.used() }
	}

	fn inside(code: &TraceCode, limit: u32) -> Option<Vec<TraceCode>> {
		let mut found = Vec::new();
		let mut outer = alloc::vec![code.clone()];
		while let Some(code) = outer.pop() {
			// What holds nothing has no keys to look for.
			if Units::<T>::get(&code).is_none_or(|unit| unit.inside.is_empty()) {
				continue;
			}
			for child in Contents::<T>::iter_key_prefix(&code) {
				if found.len() >= limit as usize {
					return None;
				}
				found.push(child.clone());
				outer.push(child);
			}
		}
		Some(found)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_unit(code: &TraceCode, owner: &T::AccountId, around: u32) {
		use crate::Unit;
		use suyuan_primitives::requirement::TraceMode;

		let kind = UnitKind::Item { mode: TraceMode::FullChain };
		let unit = Unit::new(owner.clone(), kind, None, frame_system::Pallet::<T>::block_number());
		crate::benchmarking::put_packed::<T>(code, unit, around as usize);
	}
}
