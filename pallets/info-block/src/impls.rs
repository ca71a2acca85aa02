//! What the calls do, and what others may ask.

use crate::{
	chain, Config, Entry, EntryOf, Error, Event, HeadOf, Heads, Pallet, Record, Source, Supersedes,
	WeightInfo,
};
use core::cell::OnceCell;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::UnixTime,
	weights::Weight,
	BoundedVec,
};
use suyuan_primitives::{
	codes::TraceCode,
	items::{CustomsInfo, InfoItem},
	parties::ParticipantKind,
	traits::{CustomsBlock, OnRecorded, Recorded, Register, UnitFacts, Units},
	values::{Name, Note},
	Check, Clock,
};

/// A participant in force that writes, and what the register says of it: asked when first needed, then remembered.
struct Writer<AccountId> {
	account: AccountId,
	feeds: OnceCell<bool>,
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// What the state keeps of this block of a unit. None before the first record.
	pub fn head(code: &TraceCode) -> Option<HeadOf<T>> {
		Heads::<T, I>::get(code)
	}

	/// Takes the head of a unit that is archived out of the state. Its records stay in the chain's own blocks, and the
	/// head, which whoever archives keeps or hashes, still tells whether they are all there.
	pub fn archive(code: &TraceCode) -> Option<HeadOf<T>> {
		Heads::<T, I>::take(code)
	}

	pub(crate) fn do_record(who: T::AccountId, code: TraceCode, item: T::Item) -> DispatchResult {
		Self::record_one(&Self::writer(who)?, &Self::clock(), Entry { code, item })
	}

	pub(crate) fn do_record_many(
		who: T::AccountId,
		entries: BoundedVec<EntryOf<T, I>, T::MaxRecordsPerCall>,
	) -> DispatchResult {
		ensure!(!entries.is_empty(), Error::<T, I>::EmptyList);
		let (writer, clock) = (Self::writer(who)?, Self::clock());
		entries.into_iter().try_for_each(|entry| Self::record_one(&writer, &clock, entry))
	}

	pub(crate) fn do_amend(
		who: T::AccountId,
		code: TraceCode,
		index: u32,
		item: T::Item,
		reason: Note,
	) -> DispatchResult {
		let (writer, clock) = (Self::writer(who)?, Self::clock());
		Self::ensure_sound(&reason, &clock)?;
		Self::ensure_sound(&item, &clock)?;
		let unit = T::Units::facts(&code).ok_or(Error::<T, I>::UnknownUnit)?;
		Self::ensure_may_say(&writer, &item, &unit)?;
		let head = Self::head(&code).ok_or(Error::<T, I>::NotRecorded)?;
		let category_is_there = item.category().is_none_or(|category| head.categories.contains(category));
		ensure!(index < head.records && category_is_there, Error::<T, I>::NotRecorded);
		let supersedes = Some(Supersedes { index, reason });
		let imported = false;
		Self::tell(Recorded { owner: &unit.owner, item: &item, imported, amends: true })?;
		Self::append(Some(head), code, writer.account, Source::Own, supersedes, item)
	}

	pub(crate) fn do_import(
		who: T::AccountId,
		code: TraceCode,
		item: T::Item,
		party: Name,
	) -> DispatchResult {
		ensure!(!item.only_from_clearance(), Error::<T, I>::OnlyFromClearance);
		let kind = T::Register::in_force(&who).ok_or(Error::<T, I>::NotInForce)?;
		ensure!(kind == ParticipantKind::TradeEntity, Error::<T, I>::MayNotImport);
		let clock = Self::clock();
		Self::ensure_sound(&party, &clock)?;
		Self::ensure_sound(&item, &clock)?;
		ensure!(Self::open_unit(&code)?.owner == who, Error::<T, I>::NotOwner);
		Self::tell(Recorded { owner: &who, item: &item, imported: true, amends: false })?;
		Self::append(Self::head(&code), code, who, Source::Imported { party }, None, item)
	}

	fn record_one(
		writer: &Writer<T::AccountId>,
		clock: &Clock,
		Entry { code, item }: EntryOf<T, I>,
	) -> DispatchResult {
		Self::ensure_sound(&item, clock)?;
		let unit = Self::open_unit(&code)?;
		Self::ensure_may_say(writer, &item, &unit)?;
		Self::tell(Recorded { owner: &unit.owner, item: &item, imported: false, amends: false })?;
		Self::append(Self::head(&code), code, writer.account.clone(), Source::Own, None, item)
	}

	/// Tells whoever computes with records, and may still refuse this one.
	pub(crate) fn tell(recorded: Recorded<T::AccountId, T::Item>) -> DispatchResult {
		T::OnRecorded::on_recorded(recorded)
	}

	/// What a call costs that writes these items: each that feeds a loop costs more.
	pub(crate) fn with_feeding<'a>(base: Weight, items: impl IntoIterator<Item = &'a T::Item>) -> Weight {
		let feeding = items.into_iter().filter(|item| item.feeds_loop()).count() as u64;
		base.saturating_add(T::WeightInfo::feed().saturating_mul(feeding))
	}

	/// Hashes a record into the head and hands it out in an event.
	fn append(
		head: Option<HeadOf<T>>,
		code: TraceCode,
		provider: T::AccountId,
		source: Source,
		supersedes: Option<Supersedes>,
		item: T::Item,
	) -> DispatchResult {
		let previous_at = head.as_ref().map(|head| head.last_at);
		let mut head = head.unwrap_or_default();
		let record = Record { code, index: head.records, provider, source, supersedes, item };
		head.records = head.records.checked_add(1).ok_or(Error::<T, I>::TooManyRecords)?;
		if let Some(category) = record.item.category() {
			head.categories = head.categories.with(category);
			if matches!(record.source, Source::Imported { .. }) {
				head.imported = head.imported.with(category);
			}
		}
		head.digest = chain(head.digest, &record);
		head.last_at = frame_system::Pallet::<T>::block_number();
		Heads::<T, I>::insert(&record.code, head);
		Self::deposit_event(Event::Recorded { record, previous_at });
		Ok(())
	}

	fn writer(account: T::AccountId) -> Result<Writer<T::AccountId>, Error<T, I>> {
		ensure!(T::Register::in_force(&account).is_some(), Error::<T, I>::NotInForce);
		Ok(Writer { account, feeds: OnceCell::new() })
	}

	fn ensure_may_say(
		writer: &Writer<T::AccountId>,
		item: &T::Item,
		unit: &UnitFacts<T::AccountId>,
	) -> Result<(), Error<T, I>> {
		let Writer { account, feeds } = writer;
		ensure!(!item.only_from_clearance(), Error::<T, I>::OnlyFromClearance);
		ensure!(*feeds.get_or_init(|| T::Register::feeds(account, T::Item::BLOCK)), Error::<T, I>::WrongNode);
		let holding_suffices = !item.needs_authorization();
		ensure!(
			*account == unit.owner
				|| (*account == unit.custodian && holding_suffices)
				|| T::Register::is_authorized(&unit.owner, account, T::Item::BLOCK),
			Error::<T, I>::NotAuthorized
		);
		Ok(())
	}

	fn open_unit(code: &TraceCode) -> Result<UnitFacts<T::AccountId>, Error<T, I>> {
		let unit = T::Units::facts(code).ok_or(Error::<T, I>::UnknownUnit)?;
		ensure!(unit.open, Error::<T, I>::UnitClosed);
		Ok(unit)
	}

	pub(crate) fn ensure_sound(value: &impl Check, clock: &Clock) -> Result<(), Error<T, I>> {
		Ok(value.check(clock)?)
	}

	pub(crate) fn clock() -> Clock {
		let now = T::Time::now().as_millis() as u64;
		Clock { latest: now.saturating_add(T::MaxFuture::get()) }
	}
}

/// What a clearance brings is checked by whoever clears.
impl<T: Config<I, Item = CustomsInfo>, I: 'static> CustomsBlock<T::AccountId> for Pallet<T, I> {
	fn record(code: &TraceCode, by: &T::AccountId, item: CustomsInfo) -> DispatchResult {
		if T::Units::facts(code).is_none() {
			return Ok(());
		}
		Self::append(Self::head(code), code.clone(), by.clone(), Source::Clearance, None, item)
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// Gives a unit a head with one record of every category of this block, none of them imported, so that benchmarks
	/// have one.
	pub fn put_recorded(code: &TraceCode) {
		use suyuan_primitives::requirement::{Categories, Category};

		let categories = Category::ALL
			.into_iter()
			.filter(|category| category.block() == T::Item::BLOCK)
			.fold(Categories::default(), Categories::with);
		let records = categories.iter().count() as u32;
		Heads::<T, I>::insert(code, HeadOf::<T> { records, categories, ..Default::default() });
	}
}

#[cfg(any(test, feature = "try-runtime"))]
impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// What holds of every head at the end of every block.
	pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
		let now = frame_system::Pallet::<T>::block_number();
		for (code, head) in Heads::<T, I>::iter() {
			ensure!(T::Units::facts(&code).is_some(), "a head is that of a unit");
			ensure!(head.records > 0, "a head has at least one record");
			ensure!(
				head.categories.iter().all(|category| category.block() == T::Item::BLOCK),
				"a head's categories are those of its block"
			);
			ensure!(
				head.categories.iter().count() <= head.records as usize,
				"a record fills one category at most"
			);
			ensure!(
				head.imported.iter().all(|category| head.categories.contains(category)),
				"what was imported was recorded"
			);
			ensure!(head.last_at <= now, "no record stands in a block yet to come");
		}
		Ok(())
	}
}
