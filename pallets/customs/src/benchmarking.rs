// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls at their worst.

use super::*;
use alloc::{format, vec, vec::Vec};
use frame_benchmarking::{v2::*, BenchmarkError};
use frame_support::{
	traits::{EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::{
		Country, Currency, CustomsCode, EntryNumber, HsCode, Location, SupervisionMode, SupervisionModes,
		TraceCode,
	},
	items::{CustomsStatus, DeclaredLine, DutyPaid, OrderKey, WaybillKey, MAX_LINES_OF_UNIT},
	parties::{Department, DepartmentSet, ParticipantKind},
	reconciliation::{DeclaredSide, LoopOutcomes, Total, MAX_WAYBILLS},
	traits::{Loops, Register, Units},
	values::{
		Amount, Evidence, EvidenceKind, Mass, MeasureUnit, Moment, Money, Note, Packages, Quantity, Text,
	},
};

/// The declaration that every benchmark is about, which customs numbered this year.
fn entry<T: Config>() -> EntryNumber {
	let number = format!("5304{:04}0000000001", Pallet::<T>::moment().year_in_china());
	number.parse().expect("it is 18 digits")
}

fn longest_text<const N: u32>() -> Text<N> {
	Text::try_from("x".repeat(N as usize).as_str()).expect("it is as long as the bound")
}

fn reason() -> Option<Note> {
	Some(longest_text())
}

/// The last currency of the list, which takes longest to find.
fn money(minor_units: u64) -> Amount {
	Money { minor_units, currency: Currency(*b"ZWG") }.into()
}

/// The largest proof of a duty.
fn duty() -> DutyPaid {
	let voucher = Evidence { kind: EvidenceKind::DutyPaid, sha256: [0xff; 32] };
	DutyPaid { amount: money(1_000), paid_at: Moment(0), voucher: Some(voucher) }
}

fn documents() -> Documents {
	let document = Evidence { kind: EvidenceKind::Other, sha256: [0xff; 32] };
	BoundedVec::truncate_from(vec![document; MAX_EVIDENCE as usize])
}

/// The longest key of an order, the `n`th.
fn order(n: u32) -> OrderKey {
	let number = format!("{n:080}");
	OrderKey {
		platform: longest_text(),
		merchant: longest_text(),
		number: Text::try_from(number.as_str()).expect("it is as long as the bound"),
	}
}

/// A heading with as many waybills as a declaration may name, which differ in their last digits only.
fn heading<T: Config>(n: u32) -> Heading {
	let waybill = |n: u32| {
		let number = format!("{n:080}");
		let number = Text::try_from(number.as_str()).expect("it is as long as the bound");
		WaybillKey { company: longest_text(), number }
	};
	let waybills: Vec<_> = (0..MAX_WAYBILLS).map(waybill).collect();
	Heading {
		mode: SupervisionMode::BondedZone,
		port_of_departure: Location(*b"ZWHRE"),
		port_of_arrival: Location(*b"ZWHRE"),
		destination: Country(*b"ZW"),
		declared_at: Pallet::<T>::moment(),
		order: order(n),
		waybills: BoundedVec::truncate_from(waybills),
		shares: Default::default(),
		packages: Packages(1_000),
		gross_weight: Mass { grams: 1_000_000 },
	}
}

fn line() -> DeclaredLine {
	DeclaredLine {
		hs_code: HsCode(*b"9999999999"),
		product_name: longest_text(),
		// So little that a unit which stands in as many lines as it may holds it for all of them.
		quantity: Quantity { thousandths: 1, unit: MeasureUnit::Piece },
		value: money(1_000),
		origin: Country(*b"ZW"),
	}
}

/// A form of this many lines and units, whose units are counted from `first`.
///
/// Every unit belongs to as many lines as it may, and every line has one.
fn form<T: Config>(declarant: &T::AccountId, n: u32, lines: u32, first: u32, units: u32) -> Form<T> {
	let unit = |n: u32| {
		let of_the_unit: Vec<u16> = (0..lines.min(MAX_LINES_OF_UNIT))
			.map(|line| ((n * MAX_LINES_OF_UNIT + line) % lines) as u16)
			.collect();
		let code = TraceCode::longest(first + n);
		T::Units::put_unit(&code, declarant, T::Units::MAX_NESTING);
		DeclaredUnit { code, lines: BoundedVec::truncate_from(of_the_unit) }
	};
	Form {
		declarant: declarant.clone(),
		heading: heading::<T>(n),
		lines: vec![line(); lines as usize],
		units: (0..units).map(unit).collect(),
	}
}

/// The minimum number of units with which every line has one.
fn at_least(lines: u32) -> u32 {
	lines.div_ceil(MAX_LINES_OF_UNIT)
}

/// Fills the loop of an order with documents that agree with what a form declares.
fn put_loop<T: Config>(form: &Form<T>) {
	let side = DeclaredSide {
		entry_number: entry::<T>(),
		value: Total::of(Currency(*b"ZWG"), &[money(1_000 * form.lines.len() as u64)])
			.expect("it can be counted"),
		waybills: form.heading.waybills.clone(),
		shares: form.heading.shares.clone(),
		packages: form.heading.packages,
		gross_weight: form.heading.gross_weight,
	};
	T::Loops::put_loop(&form.declarant, &form.heading.order, &side);
}

fn exporter<T: Config>() -> T::AccountId {
	let who = account("exporter", 0, 0);
	T::Register::put_in_force(&who, ParticipantKind::TradeEntity);
	who
}

/// A broker, whose right to declare takes longest to be found.
fn broker_of<T: Config>(exporter: &T::AccountId) -> T::AccountId {
	let who = whitelisted_caller();
	T::Register::put_in_force(&who, ParticipantKind::LogisticsEnterprise);
	T::Register::put_authorization(exporter, &who);
	who
}

/// The holder of customs' seat.
fn customs<T: Config>() -> T::AccountId {
	let who = whitelisted_caller();
	T::Register::put_seat(&who, Department::Customs);
	who
}

/// Stores a verdict of every department on a matter but those left out, as their seats would give it.
fn put_verdicts<T: Config>(
	matter: &Matter<T::AccountId>,
	approval: &mut Approval,
	left_out: DepartmentSet,
	loop_digest: Option<H256>,
) {
	for department in approval.must_agree.minus(left_out).iter() {
		let by = account("seat", department as u32, 0);
		let verdict = Verdict { agrees: true, reason: reason(), by, given_at: Moment(0), loop_digest };
		WorkList::<T>::remove(department, matter);
		Verdicts::<T>::insert(matter, department, verdict);
		approval.count_verdict(department, true);
	}
}

fn all_agree() -> DepartmentSet {
	DepartmentSet::default()
}

fn customs_left_out() -> DepartmentSet {
	DepartmentSet::default().with(Department::Customs)
}

/// Stores a filing to which every department must agree and has, but those left out.
fn put_filing<T: Config>(exporter: &T::AccountId, left_out: DepartmentSet) -> H256 {
	Requirement::<T>::put(DepartmentSet::ALL);
	let matter = Matter::Filing(exporter.clone());
	let mut approval = Pallet::<T>::ask(&matter);
	put_verdicts::<T>(&matter, &mut approval, left_out, None);
	let filing = Filing {
		customs_code: CustomsCode(*b"ZZZZZZZZZZ"),
		scope: SupervisionModes::ALL,
		evidence: documents(),
		filed_at: Moment(0),
		filing_hash: H256::repeat_byte(0xff),
		lapses_at: approval.is_given().then_some(u64::MAX),
		approval,
	};
	let filing_hash = filing.filing_hash;
	Filings::<T>::insert(exporter, filing);
	filing_hash
}

/// Declares for an exporter with a good filing, and lets all departments agree but those left out.
fn put_declaration<T: Config>(
	form: Form<T>,
	left_out: DepartmentSet,
) -> Result<Declaration<T::AccountId>, BenchmarkError> {
	put_filing::<T>(&form.declarant, all_agree());
	let declarant = form.declarant.clone();
	Pallet::<T>::declare(RawOrigin::Signed(declarant).into(), entry::<T>(), form)?;
	Declarations::<T>::mutate(entry::<T>(), |declaration| {
		let declaration = declaration.as_mut().expect("it was declared just now");
		let digest = Pallet::<T>::loop_of(declaration).digest;
		let matter = Matter::Declaration(entry::<T>());
		put_verdicts::<T>(&matter, &mut declaration.approval, left_out, Some(digest));
		Ok(declaration.clone())
	})
}

/// Sets the status of the declaration, and nothing else.
fn put_status<T: Config>(status: CustomsStatus, code: u16) {
	Declarations::<T>::mutate(entry::<T>(), |declaration| {
		let declaration = declaration.as_mut().expect("it was declared before");
		(declaration.status, declaration.code) = (status, code);
	});
}

fn status<T: Config>() -> Option<CustomsStatus> {
	Declarations::<T>::get(entry::<T>()).map(|declaration| declaration.status)
}

/// Stores a unit's clearance that is settled, so that other pallets read one.
pub(crate) fn put_cleared<T: Config>(code: &TraceCode) {
	let declarant: T::AccountId = account("exporter", 0, 0);
	let must_agree = DepartmentSet::ALL;
	let declaration = Declaration {
		broker: Some(declarant.clone()),
		declarant,
		heading: heading::<T>(0),
		value: Total::Plain(Money { minor_units: 1_000, currency: Currency(*b"ZWG") }),
		lines: 1,
		units: 1,
		declaration_hash: H256::repeat_byte(0xff),
		approval: Approval { must_agree, agreed: must_agree, ..Default::default() },
		status: CustomsStatus::Closed,
		code: 899,
		changed_at: Moment(0),
		released_at: Some(Moment(0)),
		released_loop: Some(H256::repeat_byte(0xff)),
		duty_paid: Some(duty()),
	};
	// Every unit has a declaration of its own, so that none is read twice.
	let hash = BlakeTwo256::hash_of(code);
	let number = u32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]]) % 1_000_000_000;
	let number = format!("530420260{number:09}");
	let entry_number: EntryNumber = number.parse().expect("it is 18 digits");
	Declarations::<T>::insert(entry_number, declaration);
	DeclaredIn::<T>::insert(code, entry_number);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Measured in place of a filing that all departments have agreed to.
	#[benchmark]
	fn file() {
		let who: T::AccountId = whitelisted_caller();
		T::Register::put_in_force(&who, ParticipantKind::TradeEntity);
		put_filing::<T>(&who, all_agree());

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), CustomsCode(*b"ZZZZZZZZZZ"), SupervisionModes::ALL, documents());

		assert_eq!(Filings::<T>::get(&who).map(|filing| filing.approval.agreed), Some(Default::default()));
	}

	#[benchmark]
	fn withdraw_filing() {
		let who: T::AccountId = whitelisted_caller();
		T::Register::put_in_force(&who, ParticipantKind::TradeEntity);
		put_filing::<T>(&who, all_agree());

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(!Filings::<T>::contains_key(&who));
	}

	/// The last department agrees.
	#[benchmark]
	fn decide_filing() {
		let (who, exporter) = (customs::<T>(), exporter::<T>());
		let hash = put_filing::<T>(&exporter, customs_left_out());

		#[extrinsic_call]
		_(RawOrigin::Signed(who), exporter.clone(), hash, true, reason());

		assert!(Filings::<T>::get(&exporter).is_some_and(|filing| filing.lapses_at.is_some()));
	}

	#[benchmark]
	fn declare(l: Linear<1, { T::MaxLines::get() }>, u: Linear<1, { T::MaxUnits::get() }>) {
		let exporter = exporter::<T>();
		let broker = broker_of::<T>(&exporter);
		put_filing::<T>(&exporter, all_agree());
		// Fewer units than that can't fill the lines.
		let form = form::<T>(&exporter, 0, l, 0, u.max(at_least(l)));
		put_loop(&form);

		#[extrinsic_call]
		_(RawOrigin::Signed(broker), entry::<T>(), form);

		assert_eq!(status::<T>(), Some(CustomsStatus::Declared));
	}

	/// With another order and none of the units that it had, when all departments but one have decided.
	#[benchmark]
	fn amend(
		l: Linear<1, { T::MaxLines::get() }>,
		u: Linear<1, { T::MaxUnits::get() }>,
		o: Linear<1, { T::MaxUnits::get() }>,
	) -> Result<(), BenchmarkError> {
		let exporter = exporter::<T>();
		let broker = broker_of::<T>(&exporter);
		put_declaration::<T>(form(&exporter, 0, 1, 0, o), customs_left_out())?;
		let form = form::<T>(&exporter, 1, l, T::MaxUnits::get(), u.max(at_least(l)));
		put_loop(&form);

		#[extrinsic_call]
		_(RawOrigin::Signed(broker), entry::<T>(), form);

		let declaration = Declarations::<T>::get(entry::<T>()).expect("it is still there");
		assert_eq!(declaration.heading.order, order(1));
		assert!(!DeclaredIn::<T>::contains_key(TraceCode::longest(0)));
		Ok(())
	}

	#[benchmark]
	fn cancel(u: Linear<1, { T::MaxUnits::get() }>) -> Result<(), BenchmarkError> {
		let exporter = exporter::<T>();
		let broker = broker_of::<T>(&exporter);
		let form = form::<T>(&exporter, 0, 1, 0, u);
		put_loop(&form);
		// No department has decided yet, so that it is taken off every work list.
		put_declaration::<T>(form, DepartmentSet::ALL)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(broker), entry::<T>(), longest_text());

		assert_eq!(status::<T>(), Some(CustomsStatus::Cancelled));
		Ok(())
	}

	#[benchmark]
	fn decide() -> Result<(), BenchmarkError> {
		let (who, exporter) = (customs::<T>(), exporter::<T>());
		let form = form::<T>(&exporter, 0, 1, 0, 1);
		let declaration = put_declaration::<T>(form, customs_left_out())?;
		let digest = Pallet::<T>::loop_of(&declaration).digest;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), entry::<T>(), declaration.declaration_hash, digest, true, reason());

		assert!(
			Declarations::<T>::get(entry::<T>()).is_some_and(|declaration| declaration.approval.is_given())
		);
		Ok(())
	}

	/// The goods come back before any department but customs has looked at them.
	#[benchmark]
	fn advance(u: Linear<1, { T::MaxUnits::get() }>) -> Result<(), BenchmarkError> {
		let (who, exporter) = (customs::<T>(), exporter::<T>());
		let form = form::<T>(&exporter, 0, 1, 0, u);
		put_loop(&form);
		put_declaration::<T>(form, DepartmentSet::ALL)?;
		put_status::<T>(CustomsStatus::Inspection, 500);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), entry::<T>(), CustomsStatus::Returned, 700, Pallet::<T>::moment());

		assert_eq!(status::<T>(), Some(CustomsStatus::Returned));
		assert!(!DeclaredIn::<T>::contains_key(TraceCode::longest(0)));
		Ok(())
	}

	/// Every unit belongs to as many lines as it may.
	#[benchmark]
	fn release(u: Linear<1, { T::MaxUnits::get() }>) -> Result<(), BenchmarkError> {
		let (who, exporter) = (customs::<T>(), exporter::<T>());
		let lines = T::MaxLines::get().min(u * MAX_LINES_OF_UNIT);
		let form = form::<T>(&exporter, 0, lines, 0, u);
		put_loop(&form);
		put_declaration::<T>(form, all_agree())?;
		put_status::<T>(CustomsStatus::Concluded, 399);
		ReleaseBars::<T>::put(LoopOutcomes { mismatch: true, ..Default::default() });

		#[extrinsic_call]
		advance(RawOrigin::Signed(who), entry::<T>(), CustomsStatus::Released, 800, Pallet::<T>::moment());

		assert_eq!(status::<T>(), Some(CustomsStatus::Released));
		Ok(())
	}

	/// The duty is paid after the release, so that it is written into the block of every unit.
	#[benchmark]
	fn record_duty(u: Linear<1, { T::MaxUnits::get() }>) -> Result<(), BenchmarkError> {
		let (who, exporter) = (whitelisted_caller(), exporter::<T>());
		T::Register::put_seat(&who, Department::Tax);
		let lines = T::MaxLines::get().min(u * MAX_LINES_OF_UNIT);
		let hash = put_declaration::<T>(form(&exporter, 0, lines, 0, u), all_agree())?.declaration_hash;
		put_status::<T>(CustomsStatus::Released, 800);
		Declarations::<T>::mutate(entry::<T>(), |declaration| {
			let declaration = declaration.as_mut().expect("it was declared before");
			declaration.released_at = Some(Moment(0));
		});
		let duty_paid = DutyPaid { paid_at: Pallet::<T>::moment(), ..duty() };

		#[extrinsic_call]
		_(RawOrigin::Signed(who), entry::<T>(), hash, duty_paid);

		assert!(
			Declarations::<T>::get(entry::<T>()).is_some_and(|declaration| declaration.duty_paid.is_some())
		);
		Ok(())
	}

	#[benchmark]
	fn set_requirement() -> Result<(), BenchmarkError> {
		let origin = T::ParameterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, DepartmentSet::ALL);

		assert_eq!(Requirement::<T>::get(), DepartmentSet::ALL);
		Ok(())
	}

	#[benchmark]
	fn set_release_bars() -> Result<(), BenchmarkError> {
		let origin = T::ParameterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, LoopOutcomes::ALL);

		assert_eq!(ReleaseBars::<T>::get(), LoopOutcomes::ALL);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
