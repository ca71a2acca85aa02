// SPDX-License-Identifier: Apache-2.0

//! Archiving: units whose retention time is over leave the state for the archive book.
//!
//! A unit is archived after everything that came of it: what was made of it, divided from it, and the pieces whose codes
//! name it. So all that a living unit came of is in the state, where a search for holds finds it, and nothing living comes
//! of what is archived.

use crate::{
	archive_book::Book, hold_search::Reads, lots::batches_of, pallet::*, rules::Action, ArchivedUnit,
	SortedId, Stage, TransformationId,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{ensure, pallet_prelude::DispatchError, traits::ConstU32, BoundedVec};
use sp_core::H256;
use suyuan_primitives::{
	archive_book::{ArchiveClass, Proof, MAX_ARCHIVED},
	codes::TraceCode,
	traits::{Blocks, Clearance},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_archive(
		who: T::AccountId,
		codes: BoundedVec<TraceCode, ConstU32<MAX_ARCHIVED>>,
		proof: &Proof,
	) -> Result<Reads, DispatchError> {
		let caller = Self::caller(who)?;
		ensure!(!codes.is_empty(), Error::<T>::EmptyList);
		let mut book = Book::<T>::new(proof)?;
		let mut reads = Reads::default();
		let mut leaves = BTreeMap::<ArchiveClass, Vec<(TraceCode, H256)>>::new();
		for code in codes {
			let unit = Self::unit_for_counting(Action::Archive, &caller, &code, &mut reads)?;
			if let Stage::Closed { retain_until } = unit.stage {
				ensure!(Self::is_past(Some(retain_until)), Error::<T>::TooEarly);
			}
			let class = ArchiveClass::of(&code).ok_or(Error::<T>::NotAUnit)?;
			let left_under = T::Clearance::left_under(&code).or(unit.left_under);
			let heads = T::Blocks::archive(&code);
			let made_by = unit.made_by.and_then(Self::leave_transformation);
			Units::<T>::remove(&code);
			Self::leave_batches(&code);
			let archived = ArchivedUnit { unit, heads, made_by, left_under };
			let leaf = archived.leaf(&code);
			leaves.entry(class).or_default().push((code.clone(), leaf));
			Self::deposit_event(Event::Archived { code, leaf, archived });
		}
		for (class, leaves) in leaves {
			let root = book.insert(class, &leaves)?;
			Self::deposit_event(Event::ArchiveGrew { class, root });
		}
		Ok(reads)
	}

	/// Takes an output off those of a transformation that live, and the transformation with the last of them.
	///
	/// Returns its hash.
	fn leave_transformation(id: TransformationId) -> Option<H256> {
		let mut transformation = Transformations::<T>::get(id)?;
		let hash = transformation.hash(id);
		transformation.living_outputs = transformation.living_outputs.saturating_sub(1);
		if transformation.living_outputs > 0 {
			Transformations::<T>::insert(id, transformation);
		} else {
			Transformations::<T>::remove(id);
			for used in transformation.inputs {
				UsedIn::<T>::remove(used.code, SortedId::from(id));
			}
		}
		Some(hash)
	}

	/// Takes a unit that left out of the batch that its code names, and that batch out of its own if nothing is left of it.
	fn leave_batches(code: &TraceCode) {
		let mut piece = code.clone();
		for batch in batches_of(code) {
			if Units::<T>::contains_key(&piece) || Self::has_pieces(&piece) {
				return;
			}
			Pieces::<T>::remove(&batch, &piece);
			piece = batch;
		}
	}

	/// Returns true if something that comes of a unit is still in the state.
	pub(crate) fn leads_on(code: &TraceCode) -> bool {
		UsedIn::<T>::iter_key_prefix(code).next().is_some() || Self::has_pieces(code)
	}

	fn has_pieces(code: &TraceCode) -> bool {
		Pieces::<T>::iter_key_prefix(code).next().is_some()
	}
}
