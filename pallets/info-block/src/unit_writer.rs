//! A unit while something is said of it: looked up once and written once, however many records of a call are about it.

use crate::{chain, Config, Error, Event, HeadOf, Heads, Pallet, Record, Source, Supersedes, WeightInfo};
use core::marker::PhantomData;
use frame_support::{ensure, weights::Weight};
use suyuan_primitives::{
	codes::TraceCode,
	items::InfoItem,
	traits::{Custody, Feeder, Register, UnitFacts, Units},
};

/// A participant in force that writes, and what the register says of it.
pub(crate) struct Writer<AccountId> {
	pub account: AccountId,
	pub feeder: Feeder,
}

/// The unit, what its block knows, and what was found out of the writer's right to write of it.
pub(crate) struct Subject<T: Config<I>, I: 'static> {
	code: TraceCode,
	pub unit: UnitFacts<T::AccountId>,
	pub head: Option<HeadOf<T>>,
	/// True if nothing was recorded in the block before.
	is_first: bool,
	/// Whether the writer holds the unit, once that was asked.
	holds: Option<bool>,
	/// Whether the owner lets the writer write, once that was asked.
	authorized: Option<bool>,
	/// How many units around this one were looked at.
	looked_at: u32,
	block: PhantomData<I>,
}

impl<T: Config<I>, I: 'static> Subject<T, I> {
	pub fn find(code: &TraceCode) -> Result<Self, Error<T, I>> {
		let unit = T::Units::facts(code).ok_or(Error::<T, I>::UnitNotFound)?;
		let head = Pallet::<T, I>::head(code);
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

	/// A unit that takes records, not amendments only.
	pub fn find_open(code: &TraceCode) -> Result<Self, Error<T, I>> {
		let subject = Self::find(code)?;
		ensure!(subject.unit.open, Error::<T, I>::UnitClosed);
		Ok(subject)
	}

	pub fn is(&self, code: &TraceCode) -> bool {
		self.code == *code
	}

	/// Asks first what costs nothing: most who write own the unit, or hold it unpacked.
	pub fn ensure_may_say(
		&mut self,
		writer: &Writer<T::AccountId>,
		item: &T::Item,
	) -> Result<(), Error<T, I>> {
		ensure!(!item.only_from_clearance(), Error::<T, I>::OnlyFromClearance);
		ensure!(writer.feeder.feeds, Error::<T, I>::WrongNode);
		let may_say = writer.account == self.unit.owner
			|| (!item.needs_authorization() && self.is_held_by(&writer.account))
			|| self.is_authorized(writer);
		ensure!(may_say, Error::<T, I>::NotAuthorized);
		Ok(())
	}

	fn is_held_by(&mut self, writer: &T::AccountId) -> bool {
		let Self { unit, holds, looked_at, .. } = self;
		*holds.get_or_insert_with(|| match &unit.custody {
			Custody::With(custodian) => custodian == writer,
			Custody::Within(outer) => T::Units::outermost(outer).is_some_and(|outermost| {
				*looked_at = outermost.looked_at;
				outermost.custodian == *writer
			}),
		})
	}

	fn is_authorized(&mut self, Writer { account, feeder }: &Writer<T::AccountId>) -> bool {
		let owner = &self.unit.owner;
		*self.authorized.get_or_insert_with(|| {
			T::Register::is_authorized(owner, account, feeder.admission, T::Item::BLOCK)
		})
	}

	/// Hashes a record into the head and hands it out in an event.
	pub fn append(
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
		if let Some(category) = record.item.category() {
			head.categories = head.categories.with(category);
			if matches!(record.source, Source::Imported { .. }) {
				head.imported = head.imported.with(category);
			}
		}
		head.digest = chain(head.digest, &record);
		head.last_at = frame_system::Pallet::<T>::block_number();
		Pallet::<T, I>::deposit_event(Event::Recorded { record, previous_at });
		Ok(())
	}

	/// Writes the head. Says what it cost besides to find out of the right to write, and that the head is new.
	pub fn write(self) -> Weight {
		if let Some(head) = &self.head {
			Heads::<T, I>::insert(&self.code, head);
		}
		let looked_further = if self.looked_at > 0 || self.authorized.is_some() {
			T::WeightInfo::look_further(self.looked_at)
		} else {
			Weight::zero()
		};
		looked_further.saturating_add(Pallet::<T, I>::new_keys(self.is_first.into()))
	}
}
