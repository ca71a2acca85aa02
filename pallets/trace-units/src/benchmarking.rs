// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls at their worst, and of the first page of a walk.

use super::*;
use alloc::{format, string::String, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, BoundedVec};
use frame_system::RawOrigin;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	archive_book::{proof_size, ArchiveClass, PartialTrie, MAX_PROOF_SIZE},
	codes::{Gtin, TraceCode},
	parties::{Department, DepartmentSet, ParticipantKind},
	requirement::TraceMode,
	traits::{Blocks, Clearance, Register},
	values::{MeasureUnit, Note, Quantity, Sealed, ShelfLife, Text},
};

/// The first number of the units that are stored before a benchmark, apart from those that it registers.
const BEFORE: u32 = 1_000_000;

const MODE: TraceMode = TraceMode::FullChain;

/// Admits the caller as a participant of this kind.
fn caller_as<T: Config>(kind: ParticipantKind) -> T::AccountId {
	let who = whitelisted_caller();
	T::Register::put_in_force(&who, kind);
	who
}

fn trade_entity<T: Config>() -> T::AccountId {
	caller_as::<T>(ParticipantKind::TradeEntity)
}

/// Admits the participant that custody is offered to, or that a service is done for.
fn recipient<T: Config>() -> T::AccountId {
	let who = account("recipient", 0, 0);
	T::Register::put_in_force(&who, ParticipantKind::LogisticsEnterprise);
	who
}

/// Gives the caller a seat of the supervision of the market.
fn seat<T: Config>() -> T::AccountId {
	let who = whitelisted_caller();
	T::Register::put_seat(&who, Department::MarketSupervision);
	who
}

fn reason() -> Note {
	longest_text()
}

fn longest_text<const N: u32>() -> Text<N> {
	Text::try_from("x".repeat(N as usize).as_str()).expect("it is as long as the bound")
}

/// The `n`th of the units whose codes take longest to parse.
fn longest_unit<T: Config>(n: u32) -> NewUnitOf<T> {
	NewUnit { code: TraceCode::longest(n), kind: UnitKind::Item { mode: MODE } }
}

/// A batch of this quantity, whose code is as long as that of a batch can be.
fn batch_of<T: Config>(n: u32, thousandths: u64) -> NewUnitOf<T> {
	let quantity = Quantity { thousandths, unit: MeasureUnit::Piece };
	let variant_and_lot = longest_unit::<T>(n).code;
	let end = variant_and_lot.0.as_str().rfind("/21/").expect("the longest code has a serial number");
	let code = TraceCode(Text::try_from(&variant_and_lot.0.as_str()[..end]).expect("it is shorter"));
	NewUnit { code, kind: UnitKind::Batch { mode: MODE, quantity } }
}

/// A part of a batch: of its product, with a lot of its own.
fn part_of<T: Config>(whole: &TraceCode, n: u32) -> NewUnitOf<T> {
	let at_lot = |code: &str| code.find("/10/").expect("the code of a batch has a lot");
	let part = batch_of::<T>(n, 1);
	let (product, lot) = (whole.0.as_str(), part.code.0.as_str());
	let code = format!("{}{}", &product[..at_lot(product)], &lot[at_lot(lot)..]);
	NewUnit { code: code.parse().expect("it is canonical"), kind: part.kind }
}

fn carton<T: Config>(n: u32) -> NewUnitOf<T> {
	let name = format!("other:{n:064}");
	NewUnit { code: name.parse().expect("it is canonical"), kind: UnitKind::LogisticUnit }
}

/// Stores a unit with the longest history: it came out of a transformation.
fn put<T: Config>(owner: &T::AccountId, NewUnit { code, kind }: NewUnitOf<T>) -> TraceCode {
	let now = frame_system::Pallet::<T>::block_number();
	Units::<T>::insert(&code, Unit::new(owner.clone(), kind, Some(u64::MAX), now));
	code
}

fn change<T: Config>(code: &TraceCode, change: impl FnOnce(&mut UnitOf<T>)) {
	Units::<T>::mutate(code, |unit| change(unit.as_mut().expect("the unit was stored")));
}

fn unit<T: Config>(code: &TraceCode) -> UnitOf<T> {
	Units::<T>::get(code).expect("the unit is stored")
}

/// Stores a unit, packed in so many cartons of its own and its owner's.
pub(crate) fn put_packed<T: Config>(code: &TraceCode, mut inner: UnitOf<T>, around: usize) {
	let digest = BlakeTwo256::hash_of(code);
	let name = |level: usize| -> TraceCode {
		let hex: String = digest.as_bytes()[..16].iter().map(|byte| format!("{byte:02x}")).collect();
		format!("other:{hex}-{level}").parse().expect("it is canonical")
	};
	let mut child = code.clone();
	for level in 0..around {
		let outer = Unit::new(inner.owner.clone(), UnitKind::LogisticUnit, None, inner.registered_at);
		inner.packed_in = Some(name(level));
		Contents::<T>::insert(name(level), &child, ());
		Units::<T>::insert(&child, inner);
		child = name(level);
		inner = outer;
		inner.inside.by_levels[level] = 1;
	}
	Units::<T>::insert(child, inner);
}

/// Stores units packed as deep as they may be, each in cartons of its own, with this hold.
fn held_deep<T: Config>(n: u32, owner: &T::AccountId, hold: Option<Hold>) -> Vec<TraceCode> {
	let now = frame_system::Pallet::<T>::block_number();
	let codes: Vec<_> = (0..n).map(|n| TraceCode::longest(BEFORE + n)).collect();
	for code in &codes {
		let mut inner = Unit::new(owner.clone(), UnitKind::Item { mode: MODE }, None, now);
		inner.hold = hold;
		put_packed::<T>(code, inner, MAX_NESTING);
		for (code, _) in Pallet::<T>::around(&unit::<T>(code)) {
			change::<T>(&code, |carton| carton.inside.held = u32::from(hold.is_some()));
		}
	}
	codes
}

/// Stores a service of this progress.
fn service<T: Config>(provider: &T::AccountId, customer: T::AccountId, progress: Progress) -> TraceCode {
	let code = carton::<T>(BEFORE).code;
	let code = put::<T>(provider, NewUnit { code, kind: UnitKind::Service { customer } });
	change::<T>(&code, |unit| unit.service = Some(progress));
	code
}

/// Stores so many units of the caller, which make a lot.
fn lot<T: Config>(n: u32) -> (T::AccountId, Vec<TraceCode>) {
	let seller = trade_entity::<T>();
	let codes = (0..n).map(|n| put::<T>(&seller, longest_unit::<T>(n))).collect();
	(seller, codes)
}

/// The latest end of an offer of title.
fn end_of_offer<T: Config>() -> u64 {
	Pallet::<T>::now().saturating_add(T::MaxTitleTerm::get())
}

/// Admits the participant that title is offered to.
fn buyer<T: Config>() -> T::AccountId {
	let who = account("buyer", 0, 0);
	T::Register::put_in_force(&who, ParticipantKind::TradeEntity);
	who
}

/// The code of the `n`th of the units that a walk meets.
fn nth_code(n: u32) -> TraceCode {
	TraceCode::longest(BEFORE + n)
}

/// Stores a transformation of the `input`th unit into the others, by their numbers.
fn put_transformation<T: Config>(
	id: TransformationId,
	owner: &T::AccountId,
	input: u32,
	outputs: impl Iterator<Item = u32>,
) {
	let at = frame_system::Pallet::<T>::block_number();
	let outputs: Vec<_> = outputs.map(nth_code).collect();
	for code in &outputs {
		let unit = Unit::new(owner.clone(), UnitKind::Item { mode: MODE }, Some(id), at);
		Units::<T>::insert(code, unit);
	}
	UsedIn::<T>::insert(nth_code(input), SortedId::from(id), ());
	Transformations::<T>::insert(
		id,
		Transformation {
			kind: TransformationKind::Transform,
			by: owner.clone(),
			at,
			inputs: BoundedVec::truncate_from(alloc::vec![Used { code: nth_code(input), quantity: None }]),
			outputs: BoundedVec::truncate_from(outputs),
			yield_check: None,
			living_outputs: 1,
		},
	);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register() {
		let owner = trade_entity::<T>();
		let unit = longest_unit::<T>(0);
		let code = unit.code.clone();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), unit, Vec::new());

		assert_eq!(Units::<T>::get(&code).map(|unit| unit.owner), Some(owner));
	}

	#[benchmark]
	fn register_many(n: Linear<1, { T::MaxUnitsPerCall::get() }>) {
		let owner = trade_entity::<T>();
		let units = BoundedVec::truncate_from((0..n).map(longest_unit::<T>).collect());

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), units, Vec::new());

		assert!(Units::<T>::contains_key(TraceCode::longest(n - 1)));
	}

	#[benchmark]
	fn close() {
		let owner = trade_entity::<T>();
		let code = put::<T>(&owner, longest_unit::<T>(0));
		T::Blocks::put_recorded(&code);
		T::Clearance::put_cleared(&code);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), code.clone(), ShelfLife::Unlimited);

		assert!(unit::<T>(&code).stage != Stage::Open);
	}

	#[benchmark]
	fn transform(i: Linear<1, { T::MaxInputs::get() }>, o: Linear<1, { T::MaxOutputs::get() }>) {
		let owner = trade_entity::<T>();
		let quantity = Some(Quantity { thousandths: 1_000, unit: MeasureUnit::Piece });
		let used = |n| {
			let code = put::<T>(&owner, batch_of::<T>(BEFORE + n, 2_000));
			T::Clearance::put_cleared(&code);
			Used { code, quantity }
		};
		let inputs = BoundedVec::truncate_from((0..i).map(used).collect());
		let outputs = BoundedVec::truncate_from((0..o).map(longest_unit::<T>).collect());

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), inputs, outputs, Vec::new());

		assert!(Transformations::<T>::contains_key(0));
	}

	#[benchmark]
	fn split(n: Linear<1, { T::MaxOutputs::get() }>) {
		let owner = trade_entity::<T>();
		let code = put::<T>(&owner, batch_of::<T>(BEFORE, u64::MAX));
		T::Clearance::put_cleared(&code);
		let parts = BoundedVec::truncate_from((0..n).map(|n| part_of::<T>(&code, n)).collect());

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), code.clone(), parts, Vec::new());

		assert_eq!(unit::<T>(&code).remaining, u64::MAX - u64::from(n));
	}

	#[benchmark]
	fn pack(n: Linear<1, { T::MaxUnitsPerCall::get() }>) {
		let holder = trade_entity::<T>();
		let parent = put::<T>(&holder, carton::<T>(0));
		let children = (0..n).map(|n| put::<T>(&holder, longest_unit::<T>(n))).collect();

		#[extrinsic_call]
		_(RawOrigin::Signed(holder), parent.clone(), BoundedVec::truncate_from(children));

		assert_eq!(unit::<T>(&parent).inside.by_levels[0], n);
	}

	#[benchmark]
	fn unpack(n: Linear<1, { T::MaxUnitsPerCall::get() }>) {
		let holder = trade_entity::<T>();
		let parent = put::<T>(&holder, carton::<T>(0));
		let children: Vec<_> = (0..n).map(|n| put::<T>(&holder, longest_unit::<T>(n))).collect();
		for child in &children {
			change::<T>(child, |unit| unit.packed_in = Some(parent.clone()));
			Contents::<T>::insert(&parent, child, ());
		}
		change::<T>(&parent, |unit| unit.inside.by_levels[0] = n);

		#[extrinsic_call]
		_(RawOrigin::Signed(holder), parent.clone(), BoundedVec::truncate_from(children));

		assert!(unit::<T>(&parent).inside.is_empty());
	}

	#[benchmark]
	fn offer_custody() {
		let holder = trade_entity::<T>();
		let to = recipient::<T>();
		let code = put::<T>(&holder, longest_unit::<T>(0));

		#[extrinsic_call]
		_(RawOrigin::Signed(holder), code.clone(), to, Some(u64::MAX));

		assert!(unit::<T>(&code).offer.is_some());
	}

	#[benchmark]
	fn accept_custody() {
		let to = trade_entity::<T>();
		let code = put::<T>(&recipient::<T>(), longest_unit::<T>(0));
		let offer = Offer { to: to.clone(), expires_at: Some(u64::MAX) };
		change::<T>(&code, |unit| unit.offer = Some(offer));

		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), code.clone());

		assert_eq!(unit::<T>(&code).custodian, to);
	}

	#[benchmark]
	fn cancel_custody() {
		let to = trade_entity::<T>();
		let code = put::<T>(&recipient::<T>(), longest_unit::<T>(0));
		let offer = Offer { to: to.clone(), expires_at: Some(u64::MAX) };
		change::<T>(&code, |unit| unit.offer = Some(offer));

		#[extrinsic_call]
		_(RawOrigin::Signed(to), code.clone());

		assert!(unit::<T>(&code).offer.is_none());
	}

	#[benchmark]
	fn quarantine() {
		let owner = trade_entity::<T>();
		let code = held_deep::<T>(1, &owner, None).remove(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), code.clone(), reason());

		assert!(unit::<T>(&code).hold.is_some());
	}

	#[benchmark]
	fn release() {
		let owner = trade_entity::<T>();
		let hold =
			Hold { kind: HoldKind::Quarantine, departments: DepartmentSet::default(), by_custodian: false };
		let code = held_deep::<T>(1, &owner, Some(hold)).remove(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), code.clone(), reason());

		assert!(unit::<T>(&code).hold.is_none());
	}

	#[benchmark]
	fn recall(n: Linear<1, { T::MaxUnitsPerCall::get() }>) {
		let owner = trade_entity::<T>();
		let codes = held_deep::<T>(n, &owner, None);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), BoundedVec::truncate_from(codes.clone()), reason());

		assert!(codes.iter().all(|code| unit::<T>(code).hold.is_some()));
	}

	#[benchmark]
	fn end_recall(n: Linear<1, { T::MaxUnitsPerCall::get() }>) {
		let owner = trade_entity::<T>();
		let hold =
			Hold { kind: HoldKind::Recall, departments: DepartmentSet::default(), by_custodian: false };
		let codes = held_deep::<T>(n, &owner, Some(hold));

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), BoundedVec::truncate_from(codes.clone()), reason());

		assert!(codes.iter().all(|code| unit::<T>(code).hold.is_none()));
	}

	#[benchmark]
	fn serve() {
		let provider = trade_entity::<T>();
		let code = service::<T>(&provider, recipient::<T>(), Progress::default());

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), code.clone(), reason());

		assert_eq!(unit::<T>(&code).service.map(|service| service.steps), Some(1));
	}

	#[benchmark]
	fn give_feedback() {
		let customer = trade_entity::<T>();
		let progress = Progress { steps: 1, feedback: None };
		let code = service::<T>(&recipient::<T>(), customer.clone(), progress);

		#[extrinsic_call]
		_(RawOrigin::Signed(customer), code.clone(), true, Sealed([0xff; 32]));

		assert!(unit::<T>(&code).service.is_some_and(|service| service.feedback.is_some()));
	}

	#[benchmark]
	fn end_service() {
		let provider = trade_entity::<T>();
		let feedback = Some(Feedback { satisfied: true, after_steps: 1 });
		let code = service::<T>(&provider, recipient::<T>(), Progress { steps: 1, feedback });

		#[extrinsic_call]
		_(RawOrigin::Signed(provider), code.clone());

		assert!(unit::<T>(&code).stage != Stage::Open);
	}

	#[benchmark]
	fn archive() {
		let owner = trade_entity::<T>();
		let code = put::<T>(&owner, longest_unit::<T>(0));
		T::Blocks::put_recorded(&code);
		T::Clearance::put_cleared(&code);
		change::<T>(&code, |unit| unit.stage = Stage::Closed { retain_until: 0 });

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), BoundedVec::truncate_from(alloc::vec![code.clone()]), Vec::new());

		assert!(!Units::<T>::contains_key(&code));
	}

	#[benchmark]
	fn archive_proof(n: Linear<0, 192>, b: Linear<0, { MAX_PROOF_SIZE }>) {
		// Lots each of which begins the next, which makes the longest way, and nodes that nothing leads to.
		let lot = |length| {
			let text = format!("01/09521234543213/10/{}", "%21".repeat(length));
			TraceCode(Text::try_from(text.as_str()).expect("it is no longer than a code"))
		};
		let leaves: Vec<_> = (1..=20).map(|length| (lot(length), H256::repeat_byte(7))).collect();
		let mut trie = PartialTrie::default();
		let root = trie.insert(None, &leaves).expect("nothing was there before");
		let mut proof: Vec<_> = trie.into_nodes().map(|(_, node)| node).collect();
		while proof_size(&proof) + 600 < b {
			proof.push(alloc::vec![0; 500]);
		}

		#[block]
		{
			let trie = PartialTrie::new(&proof);
			for _ in 0..n {
				assert!(trie.leaf(Some(root), &lot(20)).is_ok());
			}
		}
	}

	#[benchmark]
	fn recall_archived() {
		let who = seat::<T>();
		let NewUnit { code, kind } = longest_unit::<T>(0);
		let unit = Unit::new(who.clone(), kind, None, frame_system::Pallet::<T>::block_number());
		let archived =
			ArchivedUnit { unit, heads: [None, None, None, None], made_by: None, left_under: None };
		let mut trie = PartialTrie::default();
		let leaf = archived.leaf(&code);
		let root = trie.insert(None, &[(code.clone(), leaf)]).expect("nothing was there before");
		ArchiveRoots::<T>::insert(ArchiveClass::of(&code).expect("it is a product"), root);
		let proof: Vec<_> = trie.into_nodes().map(|(_, node)| node).collect();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), code.clone(), alloc::boxed::Box::new(archived), reason(), proof);

		assert!(ArchivedRecalls::<T>::contains_key(&code));
	}

	#[benchmark]
	fn extend_hold(n: Linear<1, { T::MaxUnitsPerCall::get() }>) {
		let owner = trade_entity::<T>();
		let codes = held_deep::<T>(n, &owner, None);
		let from = put::<T>(&owner, batch_of::<T>(0, 1));
		let departments = DepartmentSet::ALL;
		change::<T>(&from, |unit| {
			unit.hold = Some(Hold { kind: HoldKind::Recall, departments, by_custodian: false })
		});
		// Made in as many transformations as there are units, each with as many inputs as there may be.
		for (id, code) in codes.iter().enumerate() {
			let id = id as TransformationId;
			change::<T>(code, |unit| unit.made_by = Some(id));
			let used = (1..T::MaxInputs::get()).map(nth_code).chain([from.clone()]);
			let inputs = used.map(|code| Used { code, quantity: None }).collect();
			let transformation = Transformation {
				kind: TransformationKind::Transform,
				by: owner.clone(),
				at: frame_system::Pallet::<T>::block_number(),
				inputs: BoundedVec::truncate_from(inputs),
				outputs: BoundedVec::truncate_from(alloc::vec![code.clone()]),
				yield_check: None,
				living_outputs: 1,
			};
			Transformations::<T>::insert(id, transformation);
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), from, BoundedVec::truncate_from(codes.clone()));

		assert!(codes.iter().all(|code| unit::<T>(code).hold.is_some()));
	}

	#[benchmark]
	fn reap_offer() {
		let owner = trade_entity::<T>();
		let code = put::<T>(&owner, longest_unit::<T>(0));
		let offer = Offer { to: recipient::<T>(), expires_at: Some(0) };
		change::<T>(&code, |unit| unit.offer = Some(offer));

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), code.clone());

		assert!(unit::<T>(&code).offer.is_none());
	}

	#[benchmark]
	fn reassign_custody() {
		let seat = seat::<T>();
		let code = put::<T>(&account("gone", 0, 0), longest_unit::<T>(0));
		T::Clearance::put_cleared(&code);

		#[extrinsic_call]
		_(RawOrigin::Signed(seat.clone()), code.clone(), seat.clone(), reason());

		assert_eq!(unit::<T>(&code).custodian, seat);
	}

	#[benchmark]
	fn unpack_by_order(n: Linear<1, { T::MaxUnitsPerCall::get() }>) {
		let seat = seat::<T>();
		let gone = account("gone", 0, 0);
		let parent = put::<T>(&gone, carton::<T>(0));
		let children: Vec<_> = (0..n).map(|n| put::<T>(&gone, longest_unit::<T>(n))).collect();
		for child in &children {
			change::<T>(child, |unit| unit.packed_in = Some(parent.clone()));
			Contents::<T>::insert(&parent, child, ());
		}
		change::<T>(&parent, |unit| unit.inside.by_levels[0] = n);

		#[extrinsic_call]
		_(RawOrigin::Signed(seat), parent.clone(), BoundedVec::truncate_from(children), reason());

		assert!(unit::<T>(&parent).inside.is_empty());
	}

	#[benchmark]
	fn close_by_order() {
		let seat = seat::<T>();
		let code = put::<T>(&account("gone", 0, 0), longest_unit::<T>(0));
		T::Clearance::put_cleared(&code);

		#[extrinsic_call]
		_(RawOrigin::Signed(seat), code.clone(), reason());

		assert!(unit::<T>(&code).stage != Stage::Open);
	}

	#[benchmark]
	fn set_yield_norms() {
		let who = caller_as::<T>(ParticipantKind::Regulator);
		T::Register::put_seat(&who, Department::MarketSupervision);
		let gtin: Gtin = "09521234543213".parse().expect("it is sound");
		let norm = YieldNorm { from: MeasureUnit::Kilogram, to: MeasureUnit::Piece, max: u64::MAX };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), gtin, BoundedVec::truncate_from(alloc::vec![norm]));

		assert!(Norms::<T>::contains_key(gtin));
	}

	#[benchmark]
	fn reassign_code() {
		let who = caller_as::<T>(ParticipantKind::Regulator);
		T::Register::put_seat(&who, Department::MarketSupervision);
		let (from, to) = (account("from", 0, 0), account("to", 0, 0));
		T::Register::put_in_force(&to, ParticipantKind::TradeEntity);
		let code = put::<T>(&from, longest_unit::<T>(0));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), code.clone(), to.clone(), reason());

		assert_eq!(unit::<T>(&code).owner, to);
	}

	#[benchmark]
	fn offer_title(n: Linear<1, { T::MaxUnitsPerCall::get() }>) {
		let (seller, codes) = lot::<T>(n);
		let to = buyer::<T>();
		let (named, end) = (BoundedVec::truncate_from(codes.clone()), end_of_offer::<T>());

		#[extrinsic_call]
		_(RawOrigin::Signed(seller), named, to, end, Some(Default::default()));

		assert!(codes.iter().all(|code| unit::<T>(code).title_offer.is_some()));
	}

	#[benchmark]
	fn accept_title(n: Linear<1, { T::MaxUnitsPerCall::get() }>) -> Result<(), BenchmarkError> {
		let (seller, codes) = lot::<T>(n);
		let to = buyer::<T>();
		let (named, end) = (BoundedVec::truncate_from(codes.clone()), end_of_offer::<T>());
		let terms = Some(Default::default());
		Pallet::<T>::offer_title(RawOrigin::Signed(seller).into(), named.clone(), to.clone(), end, terms)?;
		let offer = unit::<T>(&codes[0]).title_offer.expect("it was offered").id;

		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), named, offer, false);

		assert!(codes.iter().all(|code| unit::<T>(code).owner == to));
		Ok(())
	}

	#[benchmark]
	fn cancel_title(n: Linear<1, { T::MaxUnitsPerCall::get() }>) -> Result<(), BenchmarkError> {
		let (seller, codes) = lot::<T>(n);
		let (named, end) = (BoundedVec::truncate_from(codes.clone()), end_of_offer::<T>());
		let origin = RawOrigin::Signed(seller);
		Pallet::<T>::offer_title(origin.clone().into(), named.clone(), buyer::<T>(), end, None)?;

		#[extrinsic_call]
		_(origin, named);

		assert!(codes.iter().all(|code| unit::<T>(code).title_offer.is_none()));
		Ok(())
	}

	/// The first page of a walk down from one batch, while `n` units descend from it. No call, so no weight.
	///
	/// The page must cost what it returns and not what there is.
	#[benchmark(extra)]
	fn descendants(n: Linear<1, 10_000>) -> Result<(), BenchmarkError> {
		let owner = trade_entity::<T>();
		let outputs = T::MaxOutputs::get();
		// As a tree: the `p`th unit becomes the next ones that are not there yet, as many as may be.
		for (p, first) in (1..=n).step_by(outputs as usize).enumerate() {
			put_transformation::<T>(
				p as TransformationId,
				&owner,
				p as u32,
				first..=n.min(first + outputs - 1),
			);
		}
		let page;

		#[block]
		{
			page = Pallet::<T>::descendants(&nth_code(0), None, 1);
		}

		assert_eq!(page.steps.len(), 1);
		Ok(())
	}

	/// The same page, while one batch was used `n` times, each time for one unit.
	#[benchmark(extra)]
	fn descendants_of_a_material(n: Linear<1, 10_000>) -> Result<(), BenchmarkError> {
		let owner = trade_entity::<T>();
		for made in 1..=n {
			put_transformation::<T>(made.into(), &owner, 0, made..=made);
		}
		let page;

		#[block]
		{
			page = Pallet::<T>::descendants(&nth_code(0), None, 1);
		}

		assert_eq!(page.steps.len(), 1);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::default().build(), crate::mock::Test);
}
