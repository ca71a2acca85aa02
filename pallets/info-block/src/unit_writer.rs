// SPDX-License-Identifier: Apache-2.0

//! The writer of a unit's records, which reads the unit and writes its head once per call.

use crate::{
	types::{chain, chain_hash},
	Config, Error, Event, HeadOf, Heads, Pallet, Record, Source, Superseded, SupersededOf, Supersedes,
	WeightInfo,
};
use core::marker::PhantomData;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	weights::Weight,
};
use suyuan_primitives::{
	codes::TraceCode,
	items::InfoItem,
	requirement::Category,
	traits::{Custody, Feeder, OnRecorded, Recorded, Register, UnitFacts, Units},
	values::{Name, Note},
};

/// An information provider 信息提供方 in force, and its standing towards the block.
pub(crate) struct Provider<AccountId> {
	account: AccountId,
	feeder: Feeder,
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	pub(crate) fn provider(account: T::AccountId) -> Result<Provider<T::AccountId>, Error<T, I>> {
		let feeder = T::Register::feeder(&account, T::Item::BLOCK).ok_or(Error::<T, I>::NotInForce)?;
		Ok(Provider { account, feeder })
	}
}

/// A unit, the head of its block, and the findings on the provider's right to write.
pub(crate) struct UnitWriter<T: Config<I>, I: 'static> {
	code: TraceCode,
	unit: UnitFacts<T::AccountId>,
	head: Option<HeadOf<T>>,
	/// True if the block had no record before.
	is_first: bool,
	/// True if the provider holds the unit, once that was looked up.
	holds: Option<bool>,
	/// True if the owner lets the provider write, once that was looked up.
	authorized: Option<bool>,
	/// The number of units around this one that were looked at.
	looked_at: u32,
	block: PhantomData<I>,
}

impl<T: Config<I>, I: 'static> UnitWriter<T, I> {
	pub(crate) fn find(code: &TraceCode) -> Result<Self, Error<T, I>> {
		let unit = T::Units::facts(code).ok_or(Error::<T, I>::UnitNotFound)?;
		let head = Heads::<T, I>::get(code);
		Ok(Self {
			code: code.clone(),
			unit,
			is_first: head.is_none(),
			head,
			holds: None,
			authorized: None,
			looked_at: 0,
			block: PhantomData,
		})
	}

	/// Finds a unit that takes records, not amendments only.
	pub(crate) fn find_open(code: &TraceCode) -> Result<Self, Error<T, I>> {
		let writer = Self::find(code)?;
		ensure!(writer.unit.open, Error::<T, I>::UnitClosed);
		Ok(writer)
	}

	pub(crate) fn is_of(&self, code: &TraceCode) -> bool {
		self.code == *code
	}

	/// Writes an item as the provider's own word.
	pub(crate) fn record(
		&mut self,
		provider: &Provider<T::AccountId>,
		code: TraceCode,
		item: T::Item,
	) -> DispatchResult {
		self.ensure_may_write(provider, &item)?;
		self.ensure_agrees(&item)?;
		self.notify(&provider.account, &item, false, false)?;
		Ok(self.append(code, provider.account.clone(), Source::Own, None, item)?)
	}

	/// Writes an item in the place of an earlier one of the same provider.
	pub(crate) fn amend(
		&mut self,
		who: T::AccountId,
		code: TraceCode,
		superseded: SupersededOf<T, I>,
		item: T::Item,
		reason: Note,
	) -> DispatchResult {
		let imported = matches!(superseded.source, Source::Imported { .. });
		if let Source::Imported { party } = &superseded.source {
			Pallet::<T, I>::ensure_importable(&who, &item)?;
			self.ensure_owned_by(&who)?;
			Pallet::<T, I>::ensure_outside_the_chain(party, &item)?;
			Self::ensure_coarse(&item)?;
		} else {
			self.ensure_may_write(&Pallet::<T, I>::provider(who.clone())?, &item)?;
		}
		self.ensure_agrees(&item)?;
		ensure!(superseded.item.category() == item.category(), Error::<T, I>::CategoryDiffers);
		let source = superseded.source.clone();
		let index = self.find_record(&who, superseded)?;
		self.notify(&who, &item, imported, true)?;
		Ok(self.append(code, who, source, Some(Supersedes { index, reason }), item)?)
	}

	/// Finds the place of a provider's record, by its proof.
	fn find_record(
		&self,
		provider: &T::AccountId,
		superseded: SupersededOf<T, I>,
	) -> Result<u32, Error<T, I>> {
		let head = self.head.as_ref().ok_or(Error::<T, I>::NotRecorded)?;
		let Superseded { before, source, supersedes, item, later } = superseded;
		let after_it = 1 + later.len() as u32;
		let index = head.records.checked_sub(after_it).ok_or(Error::<T, I>::NotRecorded)?;
		let (code, provider) = (self.code.clone(), provider.clone());
		let record = Record { code, index, provider, source, supersedes, item };
		let digest = later.into_iter().fold(chain(before, &record), chain_hash);
		ensure!(digest == head.digest, Error::<T, I>::NotRecorded);
		Ok(index)
	}

	/// Writes an item as the word of a party outside the chain, which the owner alone may enter.
	pub(crate) fn import(
		&mut self,
		owner: T::AccountId,
		code: TraceCode,
		item: T::Item,
		party: Name,
	) -> DispatchResult {
		// What is entered for others is the way abroad, which ends at the consumer's.
		Self::ensure_coarse(&item)?;
		self.ensure_agrees(&item)?;
		self.notify(&owner, &item, true, false)?;
		Ok(self.append(code, owner, Source::Imported { party }, None, item)?)
	}

	pub(crate) fn ensure_owned_by(&self, who: &T::AccountId) -> Result<(), Error<T, I>> {
		ensure!(self.unit.owner == *who, Error::<T, I>::NotOwner);
		Ok(())
	}

	/// Checks an item against the unit's own code and against what the head knows of earlier records.
	fn ensure_agrees(&self, item: &T::Item) -> Result<(), Error<T, I>> {
		ensure!(!item.contradicts(&self.code), Error::<T, I>::CodeContradictsUnit);
		let has_exception = self.head.as_ref().is_some_and(|head| head.exception);
		ensure!(!(item.denies_exception() && has_exception), Error::<T, I>::ExceptionRecorded);
		Ok(())
	}

	/// Looks first at the facts that cost nothing: most providers own the unit, or hold it unpacked.
	pub(crate) fn ensure_may_write(
		&mut self,
		provider: &Provider<T::AccountId>,
		item: &T::Item,
	) -> Result<(), Error<T, I>> {
		ensure!(!item.only_from_clearance(), Error::<T, I>::OnlyFromClearance);
		let writes = provider.feeder.writes;
		let is_of_its_node = item.category().map_or(!writes.is_empty(), |category| writes.contains(category));
		ensure!(is_of_its_node, Error::<T, I>::WrongNode);
		// What is told by a deliverer, or of the way from a delivery on, is near where the consumer lives.
		if writes.contains(Category::Delivery) || self.is_delivered() {
			Self::ensure_coarse(item)?;
		}
		let may_write = provider.account == self.unit.owner
			|| (!item.needs_authorization() && self.is_held_by(&provider.account))
			|| self.is_authorized(provider);
		ensure!(may_write, Error::<T, I>::NotAuthorized);
		Ok(())
	}

	/// Checks that an item tells no position closer than by its district.
	fn ensure_coarse(item: &T::Item) -> Result<(), Error<T, I>> {
		ensure!(!item.tells_exact_position(), Error::<T, I>::PositionTooFine);
		Ok(())
	}

	/// Returns true if a delivery is on record.
	fn is_delivered(&self) -> bool {
		self.head.as_ref().is_some_and(|head| head.categories.contains(Category::Delivery))
	}

	fn is_held_by(&mut self, provider: &T::AccountId) -> bool {
		let Self { unit, holds, looked_at, .. } = self;
		*holds.get_or_insert_with(|| match &unit.custody {
			Custody::With(custodian) => custodian == provider,
			Custody::Within(outer) => T::Units::outermost(outer).is_some_and(|outermost| {
				*looked_at = outermost.looked_at;
				outermost.custodian == *provider
			}),
		})
	}

	fn is_authorized(&mut self, Provider { account, feeder }: &Provider<T::AccountId>) -> bool {
		let owner = &self.unit.owner;
		*self.authorized.get_or_insert_with(|| {
			T::Register::is_authorized(owner, account, feeder.admission, T::Item::BLOCK)
		})
	}

	/// Notifies the pallet that computes with records, which may still refuse this one.
	fn notify(
		&self,
		provider: &T::AccountId,
		item: &T::Item,
		imported: bool,
		amends: bool,
	) -> DispatchResult {
		let owner = &self.unit.owner;
		T::OnRecorded::on_recorded(Recorded { owner, provider, item, imported, amends })
	}

	/// Hashes a record into the head and emits it as an event.
	pub(crate) fn append(
		&mut self,
		code: TraceCode,
		provider: T::AccountId,
		source: Source,
		supersedes: Option<Supersedes>,
		item: T::Item,
	) -> Result<(), Error<T, I>> {
		let previous_at = self.head.as_ref().map(|head| head.last_at);
		let head = self.head.get_or_insert_default();
		let record = Record { code, index: head.records, provider, source, supersedes, item };
		head.records = head.records.checked_add(1).ok_or(Error::<T, I>::MaxRecordsExceeded)?;
		if let Some(category) = record.item.category().filter(|_| record.item.is_complete()) {
			head.categories = head.categories.with(category);
			if matches!(record.source, Source::Imported { .. }) {
				head.imported = head.imported.with(category);
			}
		}
		head.exception |= record.item.tells_of_exception();
		head.digest = chain(head.digest, &record);
		head.last_at = frame_system::Pallet::<T>::block_number();
		Pallet::<T, I>::deposit_event(Event::Recorded { record, previous_at });
		Ok(())
	}

	/// Writes the head, and returns the weight of finding the right to write and of a new head.
	pub(crate) fn write(self) -> Weight {
		if let Some(head) = &self.head {
			Heads::<T, I>::insert(&self.code, head);
		}
		let looked_further = if self.looked_at > 0 || self.authorized.is_some() {
			T::WeightInfo::look_further(self.looked_at)
		} else {
			Weight::zero()
		};
		looked_further.saturating_add(T::NewKey::get().saturating_mul(self.is_first.into()))
	}
}
