// SPDX-License-Identifier: Apache-2.0

//! Quantities: no line declares more than its units hold, and all lines together no more than all units.
//!
//! A unit stands in one declaration at a time, and what is made of goods that left is marked with theirs. So what is
//! bounded in each declaration is bounded over all of them.

use crate::{pallet::*, DeclaredUnit};
use alloc::{collections::BTreeMap, vec};
use frame_support::ensure;
use suyuan_primitives::{
	items::DeclaredLine,
	traits::{Goods, GoodsAmount, Units},
	values::{MeasureUnit, Quantity},
};

/// The goods of some units.
#[derive(Clone, Default)]
struct Held {
	/// Of the batches: thousandths, by their measure.
	batches: BTreeMap<u8, u128>,
	/// Of the pieces, each of which counts as one of whatever its goods are counted in.
	pieces: u128,
}

impl Held {
	fn add(&mut self, amount: GoodsAmount) {
		match amount {
			GoodsAmount::None => (),
			GoodsAmount::Piece => self.pieces += 1_000,
			GoodsAmount::Batch(Quantity { thousandths, unit }) => {
				*self.batches.entry(unit as u8).or_default() += u128::from(thousandths)
			}
		}
	}

	/// Returns true if the goods are as many as that. What is weighed, of goods that are not, is bound otherwise.
	fn are(&self, thousandths: u128, unit: MeasureUnit) -> bool {
		let pieces = if unit.is_count() { self.pieces } else { 0 };
		match self.batches.get(&(unit as u8)) {
			// Weighed are pieces, and batches of another measure: never a line without any.
			None if unit == MeasureUnit::Kilogram => self.pieces > 0 || !self.batches.is_empty(),
			batches => thousandths <= pieces + batches.copied().unwrap_or_default(),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Checks that the lines declare no more than the units hold, in the units' own measures.
	///
	/// Pieces, or batches of another measure, may be declared in kilograms: no more than the gross weight.
	pub(crate) fn ensure_units_hold_what_is_declared(
		gross_grams: u64,
		lines: &[DeclaredLine],
		units: &[DeclaredUnit],
	) -> Result<(), Error<T>> {
		let mut of_lines = vec![Held::default(); lines.len()];
		let mut of_all = Held::default();
		for unit in units {
			let Some(Goods { amount, .. }) = T::Units::goods(&unit.code) else { continue };
			of_all.add(amount);
			let numbers = unit.lines.iter().map(|line| usize::from(*line));
			numbers.for_each(|line| {
				if let Some(held) = of_lines.get_mut(line) {
					held.add(amount);
				}
			});
		}
		let mut sums = BTreeMap::<u8, (u128, MeasureUnit)>::new();
		let mut weighed = 0u128;
		for (line, held) in lines.iter().zip(&of_lines) {
			let Quantity { thousandths, unit } = line.quantity;
			ensure!(held.are(thousandths.into(), unit), Error::<T>::QuantityExceeded);
			if unit == MeasureUnit::Kilogram {
				weighed += u128::from(thousandths);
				// What is weighed and is measured otherwise is bound by the gross weight, and by no batch.
				if !held.batches.contains_key(&(unit as u8)) {
					continue;
				}
			}
			sums.entry(unit as u8).or_insert((0, unit)).0 += u128::from(thousandths);
		}
		ensure!(weighed <= u128::from(gross_grams), Error::<T>::QuantityExceeded);
		for (sum, unit) in sums.into_values() {
			ensure!(of_all.are(sum, unit), Error::<T>::QuantityExceeded);
		}
		Ok(())
	}
}
