// SPDX-License-Identifier: Apache-2.0
//! Calls of a cross-border sale, with values as long as real ones. The names are invented.

use frame_support::instances::{Instance1, Instance2, Instance3};
use pallet_info_block::Entry;
use pallet_participants::{BlockSet, Identity, Profile};
use pallet_trace_units::{NewUnit, UnitKind};
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use suyuan_primitives::{
	codes::{CreditCode, Currency, TraceCode},
	items::{
		Features, LogisticsInfo, Order, ProductInfo, Range, Storage, TransactionInfo, Transport,
		TransportMode, Waybill, WaybillKey,
	},
	parties::{Business, NodeKind},
	requirement::TraceMode,
	values::{Evidence, EvidenceKind, Mass, Moment, Money, Packages, Place, Sealed, ShelfLife, Text},
};
use suyuan_runtime::{AccountId, Runtime, RuntimeCall};

/// The role of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
	/// Owns the units and records the product.
	Manufacturer,
	/// Records the orders of the platform.
	Platform,
	/// Takes the units over and records their way.
	Carrier,
	/// Records the storage of the units abroad.
	Warehouse,
}

impl Role {
	pub(crate) const ALL: [Self; 4] = [Self::Manufacturer, Self::Platform, Self::Carrier, Self::Warehouse];

	/// The profile with which the `n`th participant applies.
	pub(crate) fn profile(self, n: usize) -> Profile {
		let (business, node) = match self {
			Self::Manufacturer => (Business::Manufacturer, NodeKind::Manufacturer),
			Self::Platform => (Business::ECommercePlatform, NodeKind::TradingPlatform),
			Self::Carrier => (Business::Carrier, NodeKind::InternationalTransport),
			Self::Warehouse => (Business::OverseasWarehousing, NodeKind::OverseasWarehousing),
		};
		Profile {
			business,
			nodes: vec![node].try_into().expect("one node is fewer than the most there may be; qed"),
			identity: Identity::Organisation {
				name: text(&format!("深圳市第{n}贸易有限公司")),
				credit_code: credit_code(n),
			},
			evidence: vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [7; 32] }]
				.try_into()
				.expect("one document is fewer than the most there may be; qed"),
		}
	}

	/// The blocks of a unit that its owner authorizes the role for.
	pub(crate) fn writes(self) -> BlockSet {
		BlockSet {
			product: self == Self::Manufacturer,
			transaction: self == Self::Platform,
			logistics: matches!(self, Self::Carrier | Self::Warehouse),
			customs: false,
		}
	}
}

/// A credit code that no other participant has, with the right check digit.
fn credit_code(n: usize) -> CreditCode {
	"0123456789ABCDEFGHJKLMNPQRTUWXY"
		.chars()
		.map(|digit| {
			format!("91440300{n:09}{digit}").parse::<CreditCode>().expect("it has 18 characters; qed")
		})
		.find(CreditCode::check_digit_agrees)
		.expect("one of all digits agrees; qed")
}

/// The trace code of the `n`th unit: a single product with a serial number.
pub(crate) fn code(n: usize) -> TraceCode {
	format!("01/06901234567892/21/SN{n:010}").parse().expect("it is a sound trace code; qed")
}

/// The `n`th unit, as it is registered.
pub(crate) fn unit(n: usize) -> NewUnit<AccountId> {
	NewUnit { code: code(n), kind: UnitKind::Item { mode: TraceMode::Manufacturer } }
}

pub(crate) fn register(n: usize) -> RuntimeCall {
	pallet_trace_units::Call::<Runtime>::register { unit: unit(n) }.into()
}

pub(crate) fn register_many(units: impl IntoIterator<Item = usize>) -> RuntimeCall {
	let units: Vec<_> = units.into_iter().map(unit).collect();
	let units = units.try_into().expect("the caller keeps to MAX_BATCH; qed");
	pallet_trace_units::Call::<Runtime>::register_many { units }.into()
}

/// The most units, and the most records, in one call.
pub(crate) const MAX_BATCH: usize = 256;

/// Storage of the unit 仓储信息.
///
/// Most records are of this category, once per warehouse. It feeds no loop of order, goods and money, so that it leaves
/// nothing in the state.
fn storage(n: usize) -> LogisticsInfo {
	// Times on the days before 2025-11-20.
	let left_at = 1_763_600_000_000 - (n as u64 * 7_919) % 864_000_000;
	LogisticsInfo::Storage(Storage {
		warehouse: text("深圳前海湾保税港区一号仓"),
		address: text("深圳市南山区前海湾保税港区鲤鱼门西二街"),
		mode: text("保税仓储"),
		entered_at: Moment(left_at - 3_600_000 - (n as u64 * 104_729) % 86_400_000),
		left_at: Some(Moment(left_at)),
		temperature: Some(Range { lowest: 180, highest: 245 }),
		humidity: Some(Range { lowest: 410, highest: 580 }),
	})
}

pub(crate) fn record_storage(n: usize, unit: usize) -> RuntimeCall {
	pallet_info_block::Call::<Runtime, Instance3>::record { code: code(unit), item: storage(n) }.into()
}

pub(crate) fn record_storages(n: usize, units: impl IntoIterator<Item = usize>) -> RuntimeCall {
	let entries: Vec<_> =
		units.into_iter().map(|unit| Entry { code: code(unit), item: storage(n + unit) }).collect();
	let entries = entries.try_into().expect("the caller keeps to MAX_BATCH; qed");
	pallet_info_block::Call::<Runtime, Instance3>::record_many { entries }.into()
}

/// Transport of the unit 运输信息 with its waybill, which is a document of a loop.
fn transport(n: usize) -> LogisticsInfo {
	LogisticsInfo::Transport(Transport {
		carrier: text("深圳市远航物流有限公司"),
		mode: TransportMode::Water,
		departure: Place { name: text("深圳盐田港"), location: "CNYTN".parse().ok() },
		shipper: Some(text("深圳市声澜电子有限公司")),
		waybill: Some(Waybill {
			key: WaybillKey { company: text("4403960A1B"), number: text(&format!("YH{n:014}")) },
			packages: Packages(1),
			gross_weight: Mass { grams: 1_250 },
			freight: Some(usd(1_250)),
			insurance: None,
		}),
		destination: Some(Place { name: text("Hamburg"), location: "DEHAM".parse().ok() }),
	})
}

pub(crate) fn record_transport(n: usize, unit: usize) -> RuntimeCall {
	pallet_info_block::Call::<Runtime, Instance3>::record { code: code(unit), item: transport(n) }.into()
}

/// Records the product's features.
pub(crate) fn record_features(unit: usize) -> RuntimeCall {
	let item = ProductInfo::Features(Features {
		brand: text("声澜"),
		model: text("SL-20 Pro"),
		shelf_life: ShelfLife::Days(1_095),
		certificates: Default::default(),
		certificate_of_origin: None,
		test_reports: vec![Evidence { kind: EvidenceKind::TestReport, sha256: [5; 32] }]
			.try_into()
			.expect("one report is fewer than the most there may be; qed"),
	});
	pallet_info_block::Call::<Runtime, Instance1>::record { code: code(unit), item }.into()
}

pub(crate) fn record_order(now: u64, unit: usize) -> RuntimeCall {
	let item = TransactionInfo::Order(Order {
		product_name: text("蓝牙耳机"),
		ordered_at: Moment(now),
		platform: text("海桥跨境电商平台"),
		amount: usd(1_999),
		ship_to: Sealed([1; 32]),
		consignee: Sealed([2; 32]),
		contact: Sealed([3; 32]),
		key: None,
		lines: Default::default(),
	});
	pallet_info_block::Call::<Runtime, Instance2>::record { code: code(unit), item }.into()
}

pub(crate) fn offer_custody(unit: usize, to: AccountId) -> RuntimeCall {
	pallet_trace_units::Call::<Runtime>::offer_custody { code: code(unit), to, expires_at: None }.into()
}

pub(crate) fn accept_custody(unit: usize) -> RuntimeCall {
	pallet_trace_units::Call::<Runtime>::accept_custody { code: code(unit) }.into()
}

/// A remark of noise, because the database compresses repetitions.
pub(crate) fn remark(n: usize, length: usize) -> RuntimeCall {
	let noise = (0u32..).flat_map(|part| BlakeTwo256::hash_of(&(n as u64, part)).0);
	frame_system::Call::remark { remark: noise.take(length).collect() }.into()
}

fn usd(minor_units: u64) -> Money {
	Money { minor_units, currency: Currency(*b"USD") }
}

fn text<const N: u32>(words: &str) -> Text<N> {
	words.try_into().expect("the words here are shorter than their bounds; qed")
}

#[cfg(test)]
mod tests {
	use super::*;
	use suyuan_primitives::{Check, Clock};

	const CLOCK: Clock = Clock { latest: 1_000 };

	#[test]
	fn every_record_is_sound() {
		assert_eq!(transport(1).check(&CLOCK), Ok(()));
		let year_2026 = Clock { latest: 1_767_225_600_000 };
		assert!((0..1_000).all(|n| storage(n).check(&year_2026) == Ok(())));
		let RuntimeCall::ProductInfo(pallet_info_block::Call::record { item, .. }) = record_features(1)
		else {
			panic!("it is of the product")
		};
		assert_eq!(item.check(&CLOCK), Ok(()));
		let RuntimeCall::TransactionInfo(pallet_info_block::Call::record { item, .. }) =
			record_order(1_000, 1)
		else {
			panic!("it is of the transaction")
		};
		assert_eq!(item.check(&CLOCK), Ok(()));
	}

	#[test]
	fn every_participant_has_a_sound_code_of_its_own() {
		let codes: std::collections::BTreeSet<_> = (0..1_000).map(credit_code).collect();
		assert_eq!(codes.len(), 1_000);
		assert!(codes.iter().all(|code| code.check(&CLOCK).is_ok() && code.check_digit_agrees()));
	}

	#[test]
	fn every_part_may_run_its_node() {
		for role in Role::ALL {
			let profile = role.profile(0);
			assert!(profile.nodes.iter().all(|node| profile.business.kind().may_run(*node)));
			assert!(profile.nodes.iter().all(|node| role.writes().contains(node.feeds())));
		}
	}

	#[test]
	fn every_unit_has_a_code_of_its_own() {
		assert_ne!(code(1), code(2));
		assert_eq!(register_many(0..MAX_BATCH), register_many(0..MAX_BATCH));
	}
}
