// SPDX-License-Identifier: Apache-2.0

//! Transformations of units into others.
//!
//! Outputs are always new, so that the genealogy has no circles, and the quantity used never exceeds what there was.

use super::yields::Put;
use crate::{
	hold_search::Reads,
	pallet::*,
	rules::{Action, Caller},
	NewUnitOf, SortedId, Transformation, TransformationId, TransformationKind, UnitKind, UnitOf, Used,
	YieldCheck,
};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult, BoundedVec};
use sp_runtime::DispatchError;
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode},
	traits::{Clearance, CodePrefixes},
	values::Quantity,
};

/// A transformation under way.
struct Made {
	kind: TransformationKind,
	id: TransformationId,
	/// The declaration under which its inputs left.
	left_under: Option<EntryNumber>,
	yield_check: Option<YieldCheck>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_transform(
		who: T::AccountId,
		inputs: BoundedVec<Used, T::MaxInputs>,
		outputs: BoundedVec<NewUnitOf<T>, T::MaxOutputs>,
	) -> Result<Reads, DispatchError> {
		let caller = Self::caller(who)?;
		ensure!(!inputs.is_empty() && !outputs.is_empty(), Error::<T>::EmptyList);
		ensure!(outputs.iter().all(|unit| unit.kind.mode().is_some()), Error::<T>::WrongKind);
		for (before, input) in inputs.iter().enumerate() {
			let listed_before = inputs[..before].iter().any(|other| other.code == input.code);
			ensure!(!listed_before, Error::<T>::DuplicateUnit);
		}
		let id = Self::next_id();
		let (mut left_under, mut reads) = (None, Reads::default());
		let mut put = Put::default();
		for Used { code, quantity } in &inputs {
			let (input, of_input) =
				Self::use_up(Action::Transform, &caller, code, *quantity, id, &mut reads)?;
			ensure!(
				left_under.is_none() || of_input.is_none() || left_under == of_input,
				Error::<T>::LeftApart
			);
			left_under = left_under.or(of_input);
			put.add(input.kind.measure(), quantity.map_or(input.kind.whole(), |used| used.thousandths));
			// What must be known of the materials must be known of the product.
			let is_laxer = |output: &NewUnitOf<T>| {
				let modes = output.kind.mode().zip(input.kind.mode());
				modes.is_some_and(|(mode, of_input)| mode.is_laxer_than(of_input))
			};
			ensure!(!outputs.iter().any(is_laxer), Error::<T>::LaxerMode);
		}
		let yield_check = Some(Self::check_yield(&put, &outputs)?);
		let made = Made { kind: TransformationKind::Transform, id, left_under, yield_check };
		Self::conclude(made, caller, inputs, outputs)?;
		Ok(reads)
	}

	pub(crate) fn do_split(
		who: T::AccountId,
		code: TraceCode,
		parts: BoundedVec<NewUnitOf<T>, T::MaxOutputs>,
	) -> Result<Reads, DispatchError> {
		let caller = Self::caller(who)?;
		ensure!(!parts.is_empty(), Error::<T>::EmptyList);
		let mut reads = Reads::default();
		let whole = Self::unit_for_counting(Action::Split, &caller, &code, &mut reads)?;
		let UnitKind::Batch { mode, quantity: Quantity { unit: measure, .. } } = whole.kind else {
			return Err(Error::<T>::WrongKind.into());
		};
		let mut thousandths = 0u64;
		for part in &parts {
			ensure!(part.code.is_of_product_of(&code), Error::<T>::PartMismatch);
			match &part.kind {
				UnitKind::Batch { mode: of_part, quantity }
					if *of_part == mode && quantity.unit == measure =>
				{
					thousandths =
						thousandths.checked_add(quantity.thousandths).ok_or(Error::<T>::NotEnough)?
				}
				_ => return Err(Error::<T>::PartMismatch.into()),
			}
		}
		let id = Self::next_id();
		let quantity = Some(Quantity { thousandths, unit: measure });
		let (_, left_under) = Self::use_up_unit(whole, &code, quantity, id)?;
		let inputs = BoundedVec::truncate_from(alloc::vec![Used { code, quantity }]);
		let made = Made { kind: TransformationKind::Split, id, left_under, yield_check: None };
		Self::conclude(made, caller, inputs, parts)?;
		Ok(reads)
	}

	fn next_id() -> TransformationId {
		NextTransformation::<T>::mutate(|next| {
			let id = *next;
			// A number that could run out would do so after half a million years of a million a second.
			*next = next.saturating_add(1);
			id
		})
	}

	/// Takes a quantity of a batch, or an item whole, and returns it with the declaration under which it left.
	fn use_up(
		action: Action,
		caller: &Caller<T::AccountId>,
		code: &TraceCode,
		quantity: Option<Quantity>,
		id: TransformationId,
		reads: &mut Reads,
	) -> Result<(UnitOf<T>, Option<EntryNumber>), DispatchError> {
		let unit = Self::unit_for_counting(action, caller, code, reads)?;
		Self::use_up_unit(unit, code, quantity, id)
	}

	fn use_up_unit(
		mut unit: UnitOf<T>,
		code: &TraceCode,
		quantity: Option<Quantity>,
		id: TransformationId,
	) -> Result<(UnitOf<T>, Option<EntryNumber>), DispatchError> {
		let taken = match (&unit.kind, quantity) {
			(UnitKind::Batch { quantity: whole, .. }, Some(taken)) if whole.unit == taken.unit => {
				ensure!(taken.thousandths > 0, Error::<T>::ZeroAmount);
				taken.thousandths
			}
			(UnitKind::Item { .. }, None) => unit.kind.whole(),
			_ => return Err(Error::<T>::WrongMeasure.into()),
		};
		unit.remaining = unit.remaining.checked_sub(taken).ok_or(Error::<T>::NotEnough)?;
		// Its own declaration, which the table of rules has read, or that of the goods that it was made of.
		let left_under = T::Clearance::left_under(code).or(unit.left_under);
		Units::<T>::insert(code, &unit);
		UsedIn::<T>::insert(code, SortedId::from(id), ());
		Ok((unit, left_under))
	}

	/// Registers the outputs and stores the transformation.
	fn conclude(
		Made { kind, id, left_under, yield_check }: Made,
		caller: Caller<T::AccountId>,
		inputs: BoundedVec<Used, T::MaxInputs>,
		units: BoundedVec<NewUnitOf<T>, T::MaxOutputs>,
	) -> DispatchResult {
		let codes: Vec<_> = units.iter().map(|unit| unit.code.clone()).collect();
		let outputs: BoundedVec<_, T::MaxOutputs> =
			codes.try_into().expect("there are as many codes as units, which are within this bound; qed");
		let mut rights = T::CodePrefixes::rights_of(&caller.account);
		units.into_iter().try_for_each(|unit| Self::add(&caller, &mut rights, unit, Some(id), left_under))?;
		let by = caller.account;
		let at = frame_system::Pallet::<T>::block_number();
		let transformation = Transformation {
			kind,
			by: by.clone(),
			at,
			inputs: inputs.clone(),
			outputs: outputs.clone(),
			yield_check,
		};
		Transformations::<T>::insert(id, transformation);
		Self::deposit_event(Event::Transformed { id, kind, by, inputs, outputs, yield_check });
		Ok(())
	}
}
