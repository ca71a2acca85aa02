// SPDX-License-Identifier: Apache-2.0

//! Invariants of units, their genealogy and their packing, checked after every block.

use crate::{
	lots::batches_of, pallet::*, SortedId, Stage, TransformationId, TransformationKind, UnitKind, UnitOf,
	MAX_NESTING,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use suyuan_primitives::{codes::TraceCode, traits::Blocks};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		for (code, unit) in Units::<T>::iter() {
			Self::try_unit(&code, &unit)?;
			Self::try_quantities(&code, &unit)?;
			Self::try_packing(&code, &unit)?;
		}
		for (parent, child) in Contents::<T>::iter_keys() {
			let packed_in = Units::<T>::get(&child).and_then(|unit| unit.packed_in);
			ensure!(packed_in == Some(parent), "what a unit contains is packed in it and in no other");
		}
		for (batch, code) in Pieces::<T>::iter_keys() {
			ensure!(
				batches_of(&code).first() == Some(&batch),
				"a piece names the batch that it stands under"
			);
			let is_known = Units::<T>::contains_key(&code) || Archived::<T>::contains_key(&code);
			let has_pieces = Pieces::<T>::iter_key_prefix(&code).next().is_some();
			ensure!(is_known || has_pieces, "a piece was registered, or is a batch with pieces");
		}
		for code in Archived::<T>::iter_keys() {
			ensure!(!Units::<T>::contains_key(&code), "an archived unit is no longer in the state");
		}
		for norms in Norms::<T>::iter_values() {
			let is_of_something = !norms.is_empty() && norms.iter().all(|norm| norm.max > 0);
			ensure!(is_of_something, "norms say how much may be made");
		}
		Self::try_genealogy()?;
		Self::try_counts()
	}

	fn try_unit(code: &TraceCode, unit: &UnitOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(
			Self::ensure_names(code, &unit.kind).is_ok(),
			"a unit's code is canonical and names what the unit is, of which there is some"
		);
		ensure!(
			unit.registered_at <= frame_system::Pallet::<T>::block_number(),
			"no unit was registered in a block yet to come"
		);
		let may_miss_something = unit.stage == Stage::Open || unit.is_used_up() || unit.closed_by_order;
		ensure!(unit.stage != Stage::Open || !unit.closed_by_order, "what was closed by order is closed");
		let is_complete = |mode| T::Blocks::recorded(code).missing(mode).is_empty();
		ensure!(
			may_miss_something || unit.kind.mode().is_none_or(is_complete),
			"a closed unit misses nothing that its mode makes mandatory, unless used up or closed by order"
		);
		let mut piece = code.clone();
		for batch in batches_of(code) {
			ensure!(Pieces::<T>::contains_key(&batch, &piece), "a unit is among the pieces of its batch");
			piece = batch;
		}
		if let Some(hold) = unit.hold {
			ensure!(
				!hold.by_custodian || hold.departments.is_empty(),
				"a custodian's hold is no department's"
			);
		}
		let is_service = matches!(unit.kind, UnitKind::Service { .. });
		ensure!(is_service == unit.service.is_some(), "services progress, and nothing else does");
		if let Some(progress) = unit.service {
			let rated = progress.feedback.map_or(0, |feedback| feedback.after_steps);
			ensure!(rated <= progress.steps, "no feedback is on a step that was not taken");
		}
		if let Some(offer) = &unit.offer {
			ensure!(offer.to != unit.custodian, "custody is not offered to the custodian");
			ensure!(unit.packed_in.is_none(), "only outermost units are offered");
		}
		Ok(())
	}

	fn try_quantities(code: &TraceCode, unit: &UnitOf<T>) -> Result<(), TryRuntimeError> {
		let mut accounted = unit.remaining;
		for id in UsedIn::<T>::iter_key_prefix(code) {
			let transformation = Transformations::<T>::get(TransformationId::from(id))
				.ok_or("what was used was used in something")?;
			let used = transformation.inputs.iter().find(|used| used.code == *code);
			let quantity = used.ok_or("a transformation names what was used in it")?.quantity;
			accounted += quantity.map_or(unit.kind.whole(), |quantity| quantity.thousandths);
		}
		ensure!(accounted == unit.kind.whole(), "what is left and what was used is what there was");
		Ok(())
	}

	fn try_packing(code: &TraceCode, unit: &UnitOf<T>) -> Result<(), TryRuntimeError> {
		let around = Self::around(unit);
		ensure!(
			around.last().is_none_or(|(_, outermost)| outermost.packed_in.is_none()),
			"nothing is packed deeper than it may be, nor in itself"
		);
		if let Some(parent) = &unit.packed_in {
			ensure!(Contents::<T>::contains_key(parent, code), "what is packed in a unit is in its contents");
			let is_logistic = around.first().is_some_and(|(_, parent)| parent.kind == UnitKind::LogisticUnit);
			ensure!(is_logistic, "units are packed in logistic units");
			ensure!(!unit.is_used_up(), "what was used up is packed in nothing");
		}
		Ok(())
	}

	fn try_genealogy() -> Result<(), TryRuntimeError> {
		let next = NextTransformation::<T>::get();
		for (id, transformation) in Transformations::<T>::iter() {
			ensure!(id < next, "transformations are numbered in their order");
			ensure!(
				!transformation.inputs.is_empty() && !transformation.outputs.is_empty(),
				"something became something"
			);
			let inputs: BTreeSet<_> = transformation.inputs.iter().map(|used| &used.code).collect();
			ensure!(
				inputs.len() == transformation.inputs.len(),
				"nothing is used twice in one transformation"
			);
			for code in inputs {
				ensure!(
					UsedIn::<T>::contains_key(code, SortedId::from(id)),
					"what a transformation used knows of it"
				);
				let made_by = Self::origin_of(code);
				ensure!(made_by.is_none_or(|made_by| made_by < id), "nothing is used before it is made");
			}
			for code in &transformation.outputs {
				ensure!(Self::origin_of(code) == Some(id), "what came out of a transformation knows of it");
			}
			let is_split = transformation.kind == TransformationKind::Split;
			ensure!(
				is_split == transformation.yield_check.is_none(),
				"the yield is checked of all that became something else"
			);
			for used in &transformation.inputs {
				let mode = |code: &TraceCode| Units::<T>::get(code).and_then(|unit| unit.kind.mode());
				for made in &transformation.outputs {
					let is_laxer =
						mode(made).zip(mode(&used.code)).is_some_and(|(made, used)| made.is_laxer_than(used));
					ensure!(!is_laxer, "nothing is traced in a laxer mode than what it is made of");
					ensure!(!is_split || made.is_of_product_of(&used.code), "the parts are of the product");
				}
			}
			if is_split {
				let quantity = |code: &TraceCode| match Units::<T>::get(code).map(|unit| unit.kind) {
					Some(UnitKind::Batch { quantity, .. }) => Some(quantity.thousandths),
					_ => None,
				};
				let parts: Option<u64> = transformation.outputs.iter().map(quantity).sum();
				let whole: Option<u64> =
					transformation.inputs.iter().map(|used| used.quantity.map(|q| q.thousandths)).sum();
				// Of what was archived the state no longer knows how much it was.
				ensure!(parts.is_none() || parts == whole, "the parts are as much as the whole");
			}
		}
		for (code, id) in UsedIn::<T>::iter_keys() {
			let inputs = Transformations::<T>::get(TransformationId::from(id))
				.map(|transformation| transformation.inputs);
			let is_input = inputs.is_some_and(|inputs| inputs.iter().any(|used| used.code == code));
			ensure!(is_input, "what knows of a transformation was used in it");
		}
		let made = Units::<T>::iter().map(|(code, unit)| (code, unit.made_by));
		let made_once = Archived::<T>::iter().map(|(code, archived)| (code, archived.made_by));
		for (code, made_by) in made.chain(made_once) {
			let outputs = made_by.map(|id| Transformations::<T>::get(id).map(|made| made.outputs));
			ensure!(
				outputs.is_none_or(|outputs| outputs.is_some_and(|outputs| outputs.contains(&code))),
				"what says that it came out of a transformation did"
			);
		}
		Ok(())
	}

	fn try_counts() -> Result<(), TryRuntimeError> {
		let mut by_levels = BTreeMap::<TraceCode, [u32; MAX_NESTING]>::new();
		let mut held = BTreeMap::<TraceCode, u32>::new();
		for unit in Units::<T>::iter_values() {
			let around = Self::around(&unit);
			if let Some((parent, _)) = around.first() {
				let counts = by_levels.entry(parent.clone()).or_default();
				*counts.get_mut(unit.inside.levels()).ok_or("nothing is packed too deep")? += 1;
			}
			if unit.hold.is_some() {
				around.into_iter().for_each(|(code, _)| *held.entry(code).or_default() += 1);
			}
		}
		for (code, unit) in Units::<T>::iter() {
			ensure!(
				unit.inside.by_levels == by_levels.remove(&code).unwrap_or_default(),
				"a unit counts what is packed in it, by how deep that is"
			);
			ensure!(
				unit.inside.held == held.remove(&code).unwrap_or_default(),
				"a unit counts what is held inside it"
			);
		}
		Ok(())
	}
}
