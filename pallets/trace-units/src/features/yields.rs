// SPDX-License-Identifier: Apache-2.0

//! Yields of transformations: how much may come out of how much.
//!
//! The norms of a product are factors from one measure to another, set by market supervision. A measure is converted by
//! such a factor and by nothing else: a product that has norms is made of what they name. A product without any is made as
//! its owner says, up to a bound that no trade comes near, and the transformation says that its yield is unproven.

use crate::{pallet::*, NewUnitOf, YieldCheck, YieldNorm, YieldNorms};
use alloc::{vec, vec::Vec};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use suyuan_primitives::{
	codes::{Gtin, ParsedCode},
	values::MeasureUnit,
	Check,
};

/// The quantity that went into a transformation, by measure, in thousandths.
#[derive(Default)]
pub(super) struct Put(Vec<(MeasureUnit, u128)>);

impl Put {
	/// Adds a quantity of a unit that is used.
	pub(super) fn add(&mut self, measure: MeasureUnit, thousandths: u64) {
		add(&mut self.0, measure, thousandths);
	}

	/// The most that the norms allow to be made, in thousandths of `to`. None if they convert nothing that was put in.
	fn allows(&self, norms: &[YieldNorm], to: MeasureUnit) -> Option<u128> {
		let factor = |from| norms.iter().find(|norm| norm.from == from && norm.to == to).map(|norm| norm.max);
		let converted: Vec<_> =
			self.0.iter().filter_map(|(from, put)| Some(put.saturating_mul(factor(*from)?.into()))).collect();
		let sum = || converted.iter().fold(0u128, |sum, part| sum.saturating_add(*part));
		(!converted.is_empty()).then(|| sum() / 1_000)
	}

	/// The most that may be made without a norm, in thousandths of any measure.
	fn bound(&self, max_yield: u64) -> u128 {
		self.0.iter().fold(0u128, |sum, (_, put)| sum.saturating_add(*put)).saturating_mul(max_yield.into())
	}
}

fn add<K: PartialEq>(sums: &mut Vec<(K, u128)>, key: K, thousandths: u64) {
	match sums.iter_mut().find(|(of, _)| *of == key) {
		Some((_, sum)) => *sum = sum.saturating_add(thousandths.into()),
		None => sums.push((key, thousandths.into())),
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_yield_norms(who: T::AccountId, gtin: Gtin, norms: YieldNorms) -> DispatchResult {
		Self::ensure_market_supervision(&who)?;
		gtin.check(&crate::clock::ANY_CLOCK).map_err(Error::<T>::from)?;
		for (before, norm) in norms.iter().enumerate() {
			ensure!(norm.max > 0, Error::<T>::ZeroAmount);
			let is_listed =
				norms[..before].iter().any(|other| (other.from, other.to) == (norm.from, norm.to));
			ensure!(!is_listed, Error::<T>::DuplicateNorm);
		}
		if norms.is_empty() {
			Norms::<T>::remove(gtin);
		} else {
			Norms::<T>::insert(gtin, norms.clone());
		}
		Self::deposit_event(Event::YieldNormsSet { gtin, norms, by: who });
		Ok(())
	}

	/// Checks that no more comes out than the norms of each product allow, or the bound of what has none.
	pub(super) fn check_yield(put: &Put, outputs: &[NewUnitOf<T>]) -> Result<YieldCheck, Error<T>> {
		let mut made = vec![];
		for unit in outputs {
			let gtin = match unit.code.parse()? {
				ParsedCode::TradeItem { gtin, .. } => Some(gtin),
				_ => None,
			};
			add(&mut made, (gtin, unit.kind.measure()), unit.kind.whole());
		}
		let mut check = YieldCheck::WithinNorms;
		let mut without_norms = 0u128;
		for ((gtin, measure), thousandths) in made {
			let norms = gtin.and_then(Norms::<T>::get).unwrap_or_default();
			if norms.is_empty() {
				check = YieldCheck::Unproven;
				without_norms = without_norms.saturating_add(thousandths);
				continue;
			}
			let allowed = put.allows(&norms, measure).ok_or(Error::<T>::NotConvertible)?;
			ensure!(thousandths <= allowed, Error::<T>::YieldExceeded);
		}
		ensure!(without_norms <= put.bound(T::MaxYield::get()), Error::<T>::YieldExceeded);
		Ok(check)
	}
}
