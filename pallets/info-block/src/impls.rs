//! What the calls do, and what others may ask.

use crate::{
	subject::{Subject, Writer},
	Config, Entry, EntryOf, Error, HeadOf, Heads, Pallet, Source, Supersedes, WeightInfo,
};
use codec::Encode;
use frame_support::{
	dispatch::PostDispatchInfo,
	ensure,
	pallet_prelude::{DispatchResult, DispatchResultWithPostInfo, Get},
	traits::UnixTime,
	weights::Weight,
	BoundedVec,
};
use suyuan_primitives::{
	codes::TraceCode,
	items::{CustomsInfo, InfoItem},
	parties::ParticipantKind,
	traits::{CustomsBlock, OnRecorded, Recorded, Register, Units},
	values::{Name, Note},
	Check, Clock,
};

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

	pub(crate) fn do_record(who: T::AccountId, code: TraceCode, item: T::Item) -> DispatchResultWithPostInfo {
		let weight = Self::record_weight(&code, &item);
		let (writer, clock) = (Self::writer(who)?, Self::clock());
		Self::ensure_sound(&item, &clock)?;
		let mut subject = Subject::<T, I>::find_open(&code)?;
		Self::record_of(&mut subject, &writer, code, item)?;
		Ok(spent(weight, subject.write()))
	}

	pub(crate) fn do_record_many(
		who: T::AccountId,
		entries: BoundedVec<EntryOf<T, I>, T::MaxRecordsPerCall>,
	) -> DispatchResultWithPostInfo {
		ensure!(!entries.is_empty(), Error::<T, I>::EmptyList);
		let weight = Self::record_many_weight(&entries);
		let (writer, clock) = (Self::writer(who)?, Self::clock());
		let mut looked_further = Weight::zero();
		let mut before: Option<Subject<T, I>> = None;
		for Entry { code, item } in entries {
			Self::ensure_sound(&item, &clock)?;
			let mut subject = match before.take() {
				Some(same) if same.is(&code) => same,
				other => {
					looked_further.saturating_accrue(other.map_or(Weight::zero(), Subject::write));
					Subject::find_open(&code)?
				}
			};
			Self::record_of(&mut subject, &writer, code, item)?;
			before = Some(subject);
		}
		looked_further.saturating_accrue(before.map_or(Weight::zero(), Subject::write));
		Ok(spent(weight, looked_further))
	}

	pub(crate) fn do_amend(
		who: T::AccountId,
		code: TraceCode,
		index: u32,
		item: T::Item,
		reason: Note,
	) -> DispatchResultWithPostInfo {
		let weight = Self::amend_weight(&code, &item, &reason);
		let (writer, clock) = (Self::writer(who)?, Self::clock());
		Self::ensure_sound(&reason, &clock)?;
		Self::ensure_sound(&item, &clock)?;
		let mut subject = Subject::<T, I>::find(&code)?;
		subject.ensure_may_say(&writer, &item)?;
		let head = subject.head.as_ref().ok_or(Error::<T, I>::NotRecorded)?;
		let category_is_there = item.category().is_none_or(|category| head.categories.contains(category));
		ensure!(index < head.records && category_is_there, Error::<T, I>::NotRecorded);
		let imported = false;
		Self::tell(Recorded { owner: &subject.unit.owner, item: &item, imported, amends: true })?;
		subject.append(code, writer.account, Source::Own, Some(Supersedes { index, reason }), item)?;
		Ok(spent(weight, subject.write()))
	}

	pub(crate) fn do_import(
		who: T::AccountId,
		code: TraceCode,
		item: T::Item,
		party: Name,
	) -> DispatchResultWithPostInfo {
		let weight = Self::import_weight(&code, &item, &party);
		ensure!(!item.only_from_clearance(), Error::<T, I>::OnlyFromClearance);
		let kind = T::Register::in_force(&who).ok_or(Error::<T, I>::NotInForce)?;
		ensure!(kind == ParticipantKind::TradeEntity, Error::<T, I>::NotTradeEntity);
		let clock = Self::clock();
		Self::ensure_sound(&party, &clock)?;
		Self::ensure_sound(&item, &clock)?;
		let mut subject = Subject::<T, I>::find_open(&code)?;
		ensure!(subject.unit.owner == who, Error::<T, I>::NotOwner);
		Self::tell(Recorded { owner: &who, item: &item, imported: true, amends: false })?;
		subject.append(code, who, Source::Imported { party }, None, item)?;
		Ok(spent(weight, subject.write()))
	}

	fn record_of(
		subject: &mut Subject<T, I>,
		writer: &Writer<T::AccountId>,
		code: TraceCode,
		item: T::Item,
	) -> DispatchResult {
		subject.ensure_may_say(writer, &item)?;
		let owner = &subject.unit.owner;
		Self::tell(Recorded { owner, item: &item, imported: false, amends: false })?;
		Ok(subject.append(code, writer.account.clone(), Source::Own, None, item)?)
	}

	/// Tells whoever computes with records, and may still refuse this one.
	pub(crate) fn tell(recorded: Recorded<T::AccountId, T::Item>) -> DispatchResult {
		T::OnRecorded::on_recorded(recorded)
	}

	pub(crate) fn writer(account: T::AccountId) -> Result<Writer<T::AccountId>, Error<T, I>> {
		let feeder = T::Register::feeder(&account, T::Item::BLOCK).ok_or(Error::<T, I>::NotInForce)?;
		Ok(Writer { account, feeder })
	}

	fn ensure_sound(value: &impl Check, clock: &Clock) -> Result<(), Error<T, I>> {
		Ok(value.check(clock)?)
	}

	fn clock() -> Clock {
		let now = T::Time::now().as_millis() as u64;
		Clock { latest: now.saturating_add(T::MaxFuture::get()) }
	}
}

/// What the calls cost, but for what it costs to look further for the right to write, and that heads are new: that is
/// known afterwards, and before a call as much as it could be is set aside for it, [`Pallet::look_furthest`] and a new
/// key for every unit.
impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// Of one call among the many that a machine carries out for a block: what the first of them takes besides isn't the
	/// call's.
	pub(crate) fn record_weight(code: &TraceCode, item: &T::Item) -> Weight {
		let first = T::WeightInfo::record(0, 0);
		let one = T::WeightInfo::record(1, length(code, item)).saturating_sub(first);
		Self::with_feeding(one, [item])
	}

	pub(crate) fn record_many_weight(entries: &[EntryOf<T, I>]) -> Weight {
		let units = Self::units(entries);
		let repeated = entries.len() as u32 - units;
		let length = entries.iter().map(|entry| length(&entry.code, &entry.item)).sum();
		let items = entries.iter().map(|entry| &entry.item);
		Self::with_feeding(T::WeightInfo::record_many(units, repeated, length), items)
	}

	pub(crate) fn amend_weight(code: &TraceCode, item: &T::Item, reason: &Note) -> Weight {
		Self::with_feeding(T::WeightInfo::amend(length(code, &(item, reason))), [item])
	}

	pub(crate) fn import_weight(code: &TraceCode, item: &T::Item, party: &Name) -> Weight {
		Self::with_feeding(T::WeightInfo::import(length(code, &(item, party))), [item])
	}

	/// Of how many units entries are, one after another.
	pub(crate) fn units(entries: &[EntryOf<T, I>]) -> u32 {
		entries.chunk_by(|one, next| one.code == next.code).count() as u32
	}

	/// The most that it may cost to look further for the right to write of a unit.
	pub(crate) fn look_furthest() -> Weight {
		T::WeightInfo::look_further(T::Units::MAX_NESTING)
	}

	/// The cost of so many keys' being new.
	pub(crate) fn new_keys(count: u64) -> Weight {
		T::NewKey::get().saturating_mul(count)
	}

	/// Each item that feeds a loop costs more, and the loop or the waybill may be new.
	fn with_feeding<'a>(base: Weight, items: impl IntoIterator<Item = &'a T::Item>) -> Weight {
		let feeding = items.into_iter().filter(|item| item.feeds_loop()).count() as u64;
		let feed = T::WeightInfo::feed().saturating_add(Self::new_keys(1));
		base.saturating_add(feed.saturating_mul(feeding))
	}
}

impl<T: Config<I>, I: 'static> crate::Call<T, I> {
	/// The most keys that the call may bring into the state, those of loops and waybills with them.
	pub fn max_new_keys(&self) -> usize {
		match self {
			Self::record { item, .. } | Self::import { item, .. } => 1 + usize::from(item.feeds_loop()),
			Self::record_many { entries } => {
				let feeding = entries.iter().filter(|entry| entry.item.feeds_loop()).count();
				Pallet::<T, I>::units(entries) as usize + feeding
			}
			Self::amend { item, .. } => item.feeds_loop().into(),
			Self::__Ignore(..) => 0,
		}
	}
}

/// How many bytes a call brings of what it says, and of which unit.
fn length(code: &TraceCode, said: &impl Encode) -> u32 {
	(code.encoded_size() + said.encoded_size()) as u32
}

fn spent(weight: Weight, besides: Weight) -> PostDispatchInfo {
	Some(weight.saturating_add(besides)).into()
}

/// What a clearance brings is checked by whoever clears.
impl<T: Config<I, Item = CustomsInfo>, I: 'static> CustomsBlock<T::AccountId> for Pallet<T, I> {
	fn record(code: &TraceCode, by: &T::AccountId, item: CustomsInfo) -> DispatchResult {
		let Ok(mut subject) = Subject::<T, I>::find(code) else { return Ok(()) };
		subject.append(code.clone(), by.clone(), Source::Clearance, None, item)?;
		subject.write();
		Ok(())
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
