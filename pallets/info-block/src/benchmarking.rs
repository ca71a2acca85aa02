// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls at worst.

use super::*;
use crate::unit_writer::UnitWriter;
use alloc::{boxed::Box, vec::Vec};
use codec::{Decode, Encode};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{Get, UnfilteredDispatchable},
	weights::Weight,
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_io::storage::root as storage_root;
use sp_runtime::{DispatchError, StateVersion};
use suyuan_primitives::{
	codes::TraceCode,
	items::InfoItem,
	parties::ParticipantKind,
	requirement::Category,
	traits::{OnRecorded, Recorded, Register, Units},
	values::Text,
};

/// Any instance will do to test the benchmarks themselves.
#[cfg(test)]
type TransactionInfo<T> = Pallet<T, frame_support::instances::Instance2>;

/// The length of the longest reason, encoded.
const LONGEST_REASON: u32 = 258;

/// The fewest calls of `record` that are measured together; there are twice as many at most.
const CALLS: u32 = 16;

/// The length of the longest name, encoded.
const LONGEST_NAME: u32 = 130;

fn longest_text<const N: u32>() -> Text<N> {
	Text::try_from("x".repeat(N as usize).as_str()).expect("it is as long as the bound")
}

/// A trade entity in force.
fn owner<T: Config<I>, I: 'static>() -> T::AccountId {
	let owner = whitelisted_caller();
	T::Register::put_in_force(&owner, ParticipantKind::TradeEntity);
	owner
}

/// A unit of this owner with the longest code, of which the block says something already. It is packed, which makes it
/// longest to read; its owner need not know in what.
fn unit<T: Config<I>, I: 'static>(n: u32, owner: &T::AccountId) -> TraceCode {
	let code = TraceCode::longest(n);
	T::Units::put_unit(&code, owner, T::Units::MAX_NESTING);
	Pallet::<T, I>::put_recorded(&code);
	code
}

/// The length of the longest code, encoded.
fn code_length() -> u32 {
	TraceCode::longest(0).encoded_size() as u32
}

/// The shortest item that is measured, with its code.
fn shortest<T: Config<I>, I: 'static>() -> u32 {
	code_length() + T::Item::largest_within(0).encoded_size() as u32
}

/// The longest item that feeds no loop, with its code.
fn longest<T: Config<I>, I: 'static>() -> u32 {
	code_length() + T::Item::largest().encoded_size() as u32
}

/// An item that is `l` bytes long with its code.
fn item<T: Config<I>, I: 'static>(l: u32) -> T::Item {
	T::Item::largest_within(l.saturating_sub(code_length()))
}

/// Half of the most entries of a call: the most units, and the most entries that repeat a unit.
fn half<T: Config<I>, I: 'static>() -> u32 {
	T::MaxRecordsPerCall::get() / 2
}

/// False for a block whose every item comes from the clearance: what is measured of it is the refusal.
fn is_written_by_hand<T: Config<I>, I: 'static>() -> bool {
	!T::Item::largest().only_from_clearance()
}

/// The number of records that calls brought, which is none where all are refused.
fn brought<T: Config<I>, I: 'static>(records: u32) -> u32 {
	if is_written_by_hand::<T, I>() {
		records
	} else {
		0
	}
}

/// Records something of another unit by another owner, before anything is measured.
///
/// Here every call is the first that its WASM instance executes, and pays for what the instance takes into use: its memory,
/// page by page, above all. In a block one instance executes many calls, and the measured one is rarely the first.
fn warm_up<T: Config<I>, I: 'static>() {
	let owner: T::AccountId = account("before", 0, 0);
	T::Register::put_in_force(&owner, ParticipantKind::TradeEntity);
	let code = unit::<T, I>(u32::MAX, &owner);
	let item = T::Item::largest();
	let outcome = Pallet::<T, I>::do_record(owner, code, item, Weight::zero());
	assert_eq!(outcome.is_ok(), is_written_by_hand::<T, I>());
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// Gives a unit a head with one record of every category of this block, none imported.
	pub fn put_recorded(code: &TraceCode) {
		let categories = T::Item::BLOCK.categories();
		let records = categories.iter().count() as u32;
		Heads::<T, I>::insert(code, HeadOf::<T> { records, categories, ..Default::default() });
	}
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// Writes a record past all checks.
	fn put_record(code: &TraceCode, provider: &T::AccountId, item: T::Item) {
		let mut unit = UnitWriter::<T, I>::find(code).expect("the unit is there");
		let written = unit.append(code.clone(), provider.clone(), Source::Own, None, item);
		assert!(written.is_ok());
		unit.write();
	}
}

fn records<T: Config<I>, I: 'static>(code: &TraceCode) -> u32 {
	Pallet::<T, I>::head(code).map_or(0, |head| head.records)
}

#[instance_benchmarks]
mod benchmarks {
	use super::*;

	/// Calls of one owner, each of a unit of its own, carried out one after the other as in a block. The bytes are spread
	/// evenly over them.
	#[benchmark]
	fn record(
		n: Linear<{ CALLS }, { 2 * CALLS }>,
		l: Linear<{ 2 * CALLS * shortest::<T, I>() }, { CALLS * longest::<T, I>() }>,
	) -> Result<(), BenchmarkError> {
		let owner = owner::<T, I>();
		let codes: Vec<_> = (0..n).map(|n| unit::<T, I>(n, &owner)).collect();
		let before = records::<T, I>(&codes[0]);
		let item = item::<T, I>(l / n);
		let encoded =
			|code: &TraceCode| Call::<T, I>::record { code: code.clone(), item: item.clone() }.encode();
		let calls: Vec<_> = codes.iter().map(encoded).collect();

		#[block]
		{
			for call in &calls {
				let call = Call::<T, I>::decode(&mut &call[..]).map_err(|_| "it was encoded just now")?;
				let outcome = call.dispatch_bypass_filter(RawOrigin::Signed(owner.clone()).into());
				assert_eq!(outcome.is_ok(), is_written_by_hand::<T, I>());
			}
		}

		assert!(codes.iter().all(|code| records::<T, I>(code) == before + brought::<T, I>(1)));
		Ok(())
	}

	/// Entries of one owner, over which the bytes are spread evenly.
	#[benchmark]
	fn record_many(
		u: Linear<1, { half::<T, I>() }>,
		r: Linear<0, { half::<T, I>() }>,
		l: Linear<{ 2 * half::<T, I>() * shortest::<T, I>() }, { half::<T, I>() * longest::<T, I>() }>,
	) {
		warm_up::<T, I>();
		let owner = owner::<T, I>();
		let codes: Vec<_> = (0..u).map(|n| unit::<T, I>(n, &owner)).collect();
		let before = records::<T, I>(&codes[0]);
		let item = item::<T, I>(l / (u + r));
		let mut of_units: Vec<_> = (0..u + r).map(|n| &codes[(n % u) as usize]).collect();
		of_units.sort();
		let entry = |code: &TraceCode| Entry { code: code.clone(), item: item.clone() };
		let entries = BoundedVec::truncate_from(of_units.into_iter().map(entry).collect());

		let call = Call::<T, I>::record_many { entries };
		let outcome;

		#[block]
		{
			outcome = call.dispatch_bypass_filter(RawOrigin::Signed(owner).into());
		}

		assert_eq!(outcome.is_ok(), is_written_by_hand::<T, I>());
		let recorded: u32 = codes.iter().map(|code| records::<T, I>(code) - before).sum();
		assert_eq!(recorded, brought::<T, I>(u + r));
	}

	/// Half of the bytes are of the item, half of that which it supersedes. No record stands between them: each that does is
	/// charged as a hash.
	#[benchmark]
	fn amend(
		l: Linear<{ 2 * shortest::<T, I>() + LONGEST_REASON }, { 2 * longest::<T, I>() + LONGEST_REASON }>,
	) {
		warm_up::<T, I>();
		let owner = owner::<T, I>();
		let code = unit::<T, I>(0, &owner);
		let item = item::<T, I>((l - LONGEST_REASON) / 2);
		let before = Pallet::<T, I>::head(&code).map(|head| head.digest).unwrap_or_default();
		Pallet::<T, I>::put_record(&code, &owner, item.clone());
		let records_before = records::<T, I>(&code);
		let (source, supersedes, later) = (Source::Own, None, Default::default());
		let superseded = Box::new(Superseded { before, source, supersedes, item: item.clone(), later });
		let call = Call::<T, I>::amend { code: code.clone(), superseded, item, reason: longest_text() };
		let outcome;

		#[block]
		{
			outcome = call.dispatch_bypass_filter(RawOrigin::Signed(owner).into());
		}

		assert_eq!(outcome.is_ok(), is_written_by_hand::<T, I>());
		assert_eq!(records::<T, I>(&code), records_before + brought::<T, I>(1));
	}

	#[benchmark]
	fn import(l: Linear<{ shortest::<T, I>() + LONGEST_NAME }, { longest::<T, I>() + LONGEST_NAME }>) {
		warm_up::<T, I>();
		let owner = owner::<T, I>();
		let code = unit::<T, I>(0, &owner);
		let before = records::<T, I>(&code);

		let item = item::<T, I>(l - LONGEST_NAME);
		let importable = item.category().is_none_or(Category::is_importable) && is_written_by_hand::<T, I>();
		let call = Call::<T, I>::import { code: code.clone(), item, party: longest_text() };
		let outcome;

		#[block]
		{
			outcome = call.dispatch_bypass_filter(RawOrigin::Signed(owner).into());
		}

		assert_eq!(outcome.is_ok(), importable);
		assert_eq!(records::<T, I>(&code), before + u32::from(importable));
	}

	/// The longest way to the right to write of a unit: the provider neither owns nor holds it.
	#[benchmark]
	fn look_further(p: Linear<0, { T::Units::MAX_NESTING }>) -> Result<(), BenchmarkError> {
		warm_up::<T, I>();
		let provider: T::AccountId = whitelisted_caller();
		T::Register::put_in_force(&provider, ParticipantKind::LogisticsEnterprise);
		let writer = Pallet::<T, I>::provider(provider.clone()).map_err(DispatchError::from)?;
		let item = T::Item::largest();
		let unit = |n: u32| {
			let owner: T::AccountId = account("owner", n, 0);
			T::Register::put_authorization(&owner, &provider);
			let code = TraceCode::longest(n);
			T::Units::put_unit(&code, &owner, p);
			// A head that is there already: the key of a new one is weighed besides.
			Pallet::<T, I>::put_recorded(&code);
			UnitWriter::<T, I>::find(&code).map_err(DispatchError::from)
		};
		// Nor is this way the first of its kind.
		let before = unit(1)?.ensure_may_write(&writer, &item);
		assert_eq!(before.is_ok(), is_written_by_hand::<T, I>());
		let mut unit = unit(0)?;
		let outcome;

		#[block]
		{
			outcome = unit.ensure_may_write(&writer, &item);
		}

		assert_eq!(outcome.is_ok(), is_written_by_hand::<T, I>());
		if outcome.is_ok() {
			assert_eq!(unit.write(), T::WeightInfo::look_further(p));
		}
		Ok(())
	}

	/// The pallet that computes with records, for an item that feeds a loop.
	///
	/// Blocks without such items measure that they have none.
	#[benchmark]
	fn feed() {
		warm_up::<T, I>();
		let owner: T::AccountId = account("owner", 0, 0);
		let (item, feeds) =
			T::Item::largest_feeding().map_or((T::Item::largest(), false), |item| (item, true));
		T::OnRecorded::put_fed(&owner, &item);
		// Or else the number would be set after this, and change the state by itself.
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		let before = storage_root(StateVersion::V1);
		let outcome;

		#[block]
		{
			outcome = T::OnRecorded::on_recorded(Recorded {
				owner: &owner,
				provider: &owner,
				item: &item,
				imported: false,
				amends: true,
			});
		}

		assert_eq!(outcome, Ok(()));
		assert_eq!(storage_root(StateVersion::V1) != before, feeds);
	}

	impl_benchmark_test_suite!(TransactionInfo, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
