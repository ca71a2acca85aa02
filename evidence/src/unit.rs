// SPDX-License-Identifier: Apache-2.0

//! Decoding of a unit, as runtime 1 keeps it, into the words of the file.

use crate::reader::{Reader, Unreadable};
use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use serde::{Deserialize, Serialize};

const MODES: [&str; 3] = ["FullChain", "Manufacturer", "Trader"];
const MEASURES: [&str; 9] =
	["Piece", "Pair", "Set", "Carton", "Kilogram", "Litre", "Metre", "SquareMetre", "CubicMetre"];
const DEPARTMENTS: [&str; 6] =
	["Commerce", "Customs", "ForeignExchange", "Tax", "PortOffice", "MarketSupervision"];
const HOLDS: [&str; 2] = ["Quarantine", "Recall"];

/// A unit in words: accounts as hexadecimal keys, numbers of 64 bits as decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unit {
	/// The account that owns the unit.
	pub owner: String,
	/// The account that holds it, unless it is packed.
	pub custodian: String,
	/// The kind: `Item`, `Batch`, `LogisticUnit` or `Service`.
	pub kind: String,
	/// The traceability mode of a product.
	pub mode: Option<String>,
	/// The quantity that a batch was registered with, in thousandths of its measure.
	pub quantity: Option<String>,
	/// The measure of a batch.
	pub measure: Option<String>,
	/// The account that a service is for.
	pub customer: Option<String>,
	/// The stage: `Open` or `Closed`.
	pub stage: String,
	/// The time from which on a closed unit may be archived, in milliseconds since 1970-01-01 UTC.
	pub retain_until: Option<String>,
	/// True if the council or a department closed it.
	pub closed_by_order: bool,
	/// The isolation of the unit, if it is quarantined or recalled.
	pub hold: Option<Hold>,
	/// The quantity that is left, in thousandths.
	pub remaining: String,
	/// The number of the transformation that it came out of.
	pub made_by: Option<String>,
	/// The entry number under which the goods left that it was made of.
	pub left_under: Option<String>,
	/// The trace code of the unit that it is packed in.
	pub packed_in: Option<String>,
	/// The number of units packed directly in it, by the levels that they have inside.
	pub inside: [u32; 4],
	/// The number of held units on any level inside.
	pub held_inside: u32,
	/// The account that its custody is offered to.
	pub offered_to: Option<String>,
	/// The time at which the offer ends, in milliseconds since 1970-01-01 UTC.
	pub offer_expires: Option<String>,
	/// The standing offer of its title.
	pub title_offer: Option<TitleOffer>,
	/// The accounts that owned it before, the first one first.
	pub former_owners: Vec<String>,
	/// The number of steps that a service took.
	pub steps: Option<u32>,
	/// True if the customer of a service was satisfied, and after how many steps.
	pub feedback: Option<(bool, u32)>,
	/// True if no prefix gave its owner the code.
	pub unproven_right: bool,
	/// The number of the block in which it was registered.
	pub registered_at: u32,
}

/// The isolation of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Hold {
	/// The kind: `Quarantine` or `Recall`.
	pub kind: String,
	/// The departments that hold it.
	pub departments: Vec<String>,
	/// True if a custodian other than the owner isolated it, and nobody else.
	pub by_custodian: bool,
}

/// An offer of title to a lot that the unit is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TitleOffer {
	/// The account that it is offered to.
	pub to: String,
	/// The time at which the offer ends, in milliseconds since 1970-01-01 UTC.
	pub expires: String,
	/// The hash of the terms that the parties keep between themselves.
	pub terms: Option<String>,
	/// The number of units in the lot.
	pub units: u32,
	/// The hash of the offer, with the codes of its lot.
	pub id: String,
}

impl Unit {
	/// Decodes the value under a unit's key.
	pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
		let mut reader = Reader(bytes);
		let unit = Self::read(&mut reader)?;
		reader.end()?;
		Ok(unit)
	}

	fn read(reader: &mut Reader<'_>) -> Result<Self, Unreadable> {
		let (owner, custodian) = (account(reader)?, account(reader)?);
		let (mut mode, mut quantity, mut measure, mut customer) = (None, None, None, None);
		let kind = match reader.byte()? {
			0 => {
				mode = Some(name(reader, &MODES)?);
				"Item"
			}
			1 => {
				mode = Some(name(reader, &MODES)?);
				quantity = Some(number(reader)?);
				measure = Some(name(reader, &MEASURES)?);
				"Batch"
			}
			2 => "LogisticUnit",
			3 => {
				customer = Some(account(reader)?);
				"Service"
			}
			_ => return Err(Unreadable),
		};
		let (stage, retain_until) = match reader.byte()? {
			0 => ("Open", None),
			1 => ("Closed", Some(number(reader)?)),
			_ => return Err(Unreadable),
		};
		let closed_by_order = reader.bool()?;
		let hold = reader.option(hold)?;
		let remaining = number(reader)?;
		let made_by = reader.option(number)?;
		let left_under = reader.option(entry_number)?;
		let packed_in = reader.option(|reader| text(reader.bytes()?))?;
		let inside = [reader.u32()?, reader.u32()?, reader.u32()?, reader.u32()?];
		let held_inside = reader.u32()?;
		let offer = reader.option(|reader| Ok((account(reader)?, reader.option(number)?)))?;
		let (offered_to, offer_expires) = offer.unzip();
		let title_offer = reader.option(title_offer)?;
		let former_owners = accounts(reader)?;
		let progress = reader.option(|reader| {
			let steps = reader.u32()?;
			Ok((steps, reader.option(|reader| Ok((reader.bool()?, reader.u32()?)))?))
		})?;
		let (steps, feedback) = progress.unzip();
		Ok(Self {
			owner,
			custodian,
			kind: kind.into(),
			mode,
			quantity,
			measure,
			customer,
			stage: stage.into(),
			retain_until,
			closed_by_order,
			hold,
			remaining,
			made_by,
			left_under,
			packed_in,
			inside,
			held_inside,
			offered_to,
			offer_expires: offer_expires.flatten(),
			title_offer,
			former_owners,
			steps,
			feedback: feedback.flatten(),
			unproven_right: reader.bool()?,
			registered_at: reader.u32()?,
		})
	}
}

/// Reads the number of a declaration, which has a fixed length.
pub(crate) fn entry_number(reader: &mut Reader<'_>) -> Result<String, Unreadable> {
	text(reader.take(18)?)
}

fn hold(reader: &mut Reader<'_>) -> Result<Hold, Unreadable> {
	let kind = name(reader, &HOLDS)?;
	let mut departments = Vec::new();
	for department in DEPARTMENTS {
		if reader.bool()? {
			departments.push(department.into());
		}
	}
	Ok(Hold { kind, departments, by_custodian: reader.bool()? })
}

fn title_offer(reader: &mut Reader<'_>) -> Result<TitleOffer, Unreadable> {
	Ok(TitleOffer {
		to: account(reader)?,
		expires: number(reader)?,
		terms: reader.option(hash)?,
		units: reader.u32()?,
		id: hash(reader)?,
	})
}

fn accounts(reader: &mut Reader<'_>) -> Result<Vec<String>, Unreadable> {
	// No more than the bytes that are left have room for.
	let count = reader.length(reader.0.len() / 32)?;
	(0..count).map(|_| account(reader)).collect()
}

fn account(reader: &mut Reader<'_>) -> Result<String, Unreadable> {
	hash(reader)
}

fn hash(reader: &mut Reader<'_>) -> Result<String, Unreadable> {
	Ok(alloc::format!("0x{}", hex::encode(reader.array::<32>()?)))
}

fn number(reader: &mut Reader<'_>) -> Result<String, Unreadable> {
	reader.u64().map(|number| number.to_string())
}

fn name(reader: &mut Reader<'_>, names: &[&str]) -> Result<String, Unreadable> {
	names.get(usize::from(reader.byte()?)).map(|name| (*name).into()).ok_or(Unreadable)
}

fn text(bytes: &[u8]) -> Result<String, Unreadable> {
	core::str::from_utf8(bytes).map(Into::into).map_err(|_| Unreadable)
}

#[cfg(test)]
mod tests {
	extern crate std;

	use super::*;
	use alloc::vec;
	use codec::Encode;
	use pallet_trace_units::{self as pallet, Feedback, HoldKind, Inside, Offer, Progress, Stage, UnitKind};
	use scale_info::{TypeDef, TypeInfo};
	use suyuan_primitives::{
		parties::DepartmentSet,
		requirement::TraceMode,
		values::{MeasureUnit, Quantity},
	};

	const CODE: &str = "01/06901234567892/10/L-1";
	const ENTRY: &str = "53012026E000000002";

	fn words(byte: u8) -> String {
		alloc::format!("0x{}", hex::encode([byte; 32]))
	}

	/// A unit of the pallet in which no two values are alike. It names every field, so that another one fails here.
	fn of_pallet(kind: UnitKind<[u8; 32]>) -> pallet::Unit<[u8; 32], u32> {
		let departments = DepartmentSet {
			commerce: false,
			customs: true,
			foreign_exchange: false,
			tax: false,
			port_office: true,
			market_supervision: true,
		};
		pallet::Unit {
			owner: [1; 32],
			custodian: [2; 32],
			kind,
			stage: Stage::Closed { retain_until: 1_001 },
			closed_by_order: true,
			hold: Some(pallet::Hold { kind: HoldKind::Recall, departments, by_custodian: false }),
			remaining: 1_002,
			made_by: Some(1_003),
			left_under: Some(ENTRY.parse().unwrap()),
			packed_in: Some(CODE.parse().unwrap()),
			inside: Inside { by_levels: [11, 12, 13, 14], held: 15 },
			offer: Some(Offer { to: [3; 32], expires_at: Some(1_004) }),
			title_offer: Some(pallet::TitleOffer {
				to: [4; 32],
				expires_at: 1_005,
				terms: Some([5; 32].into()),
				units: 16,
				id: [6; 32].into(),
			}),
			former_owners: vec![[7; 32], [8; 32]].try_into().unwrap(),
			service: Some(Progress {
				steps: 17,
				feedback: Some(Feedback { satisfied: true, after_steps: 18 }),
			}),
			unproven_right: false,
			registered_at: 19,
		}
	}

	fn in_words(kind: &str) -> Unit {
		Unit {
			owner: words(1),
			custodian: words(2),
			kind: kind.into(),
			mode: None,
			quantity: None,
			measure: None,
			customer: None,
			stage: "Closed".into(),
			retain_until: Some("1001".into()),
			closed_by_order: true,
			hold: Some(Hold {
				kind: "Recall".into(),
				departments: ["Customs", "PortOffice", "MarketSupervision"].map(Into::into).into(),
				by_custodian: false,
			}),
			remaining: "1002".into(),
			made_by: Some("1003".into()),
			left_under: Some(ENTRY.into()),
			packed_in: Some(CODE.into()),
			inside: [11, 12, 13, 14],
			held_inside: 15,
			offered_to: Some(words(3)),
			offer_expires: Some("1004".into()),
			title_offer: Some(TitleOffer {
				to: words(4),
				expires: "1005".into(),
				terms: Some(words(5)),
				units: 16,
				id: words(6),
			}),
			former_owners: vec![words(7), words(8)],
			steps: Some(17),
			feedback: Some((true, 18)),
			unproven_right: false,
			registered_at: 19,
		}
	}

	fn variants<T: TypeInfo>() -> Vec<&'static str> {
		let TypeDef::Variant(variants) = T::type_info().type_def else { panic!("no enumeration") };
		let indices = variants.variants.iter().map(|variant| usize::from(variant.index));
		assert!(indices.eq(0..variants.variants.len()));
		variants.variants.iter().map(|variant| variant.name).collect()
	}

	#[test]
	fn every_field_of_a_unit_is_read_as_the_pallet_writes_it() {
		let quantity = Quantity { thousandths: 1_006, unit: MeasureUnit::Litre };
		let mode = TraceMode::Trader;
		let of_product = |kind| Unit { mode: Some("Trader".into()), ..in_words(kind) };
		let batch =
			Unit { quantity: Some("1006".into()), measure: Some("Litre".into()), ..of_product("Batch") };
		for (kind, expected) in [
			(UnitKind::Item { mode }, of_product("Item")),
			(UnitKind::Batch { mode, quantity }, batch),
			(UnitKind::LogisticUnit, in_words("LogisticUnit")),
			(
				UnitKind::Service { customer: [9; 32] },
				Unit { customer: Some(words(9)), ..in_words("Service") },
			),
		] {
			assert_eq!(Unit::decode(&of_pallet(kind).encode()), Ok(expected), "{kind:?}");
		}
	}

	#[test]
	fn a_unit_of_which_nothing_but_its_owner_is_known_is_read() {
		let unit = pallet::Unit::new([1_u8; 32], UnitKind::LogisticUnit, None, 19_u32);
		let read = Unit::decode(&unit.encode()).unwrap();
		assert_eq!((read.owner, read.stage.as_str()), (words(1), "Open"));
		assert_eq!((read.hold, read.title_offer, read.former_owners), (None, None, vec![]));
	}

	#[test]
	fn names_are_those_of_the_pallet_in_its_order() {
		assert_eq!(variants::<TraceMode>(), MODES);
		assert_eq!(variants::<MeasureUnit>(), MEASURES);
		assert_eq!(variants::<HoldKind>(), HOLDS);
		assert_eq!(variants::<UnitKind<[u8; 32]>>(), ["Item", "Batch", "LogisticUnit", "Service"]);
		assert_eq!(variants::<Stage>(), ["Open", "Closed"]);
		assert_eq!(variants::<suyuan_primitives::parties::Department>(), DEPARTMENTS);
	}

	#[test]
	fn each_department_that_holds_a_unit_is_read_at_its_own_place() {
		let mut unit = of_pallet(UnitKind::LogisticUnit);
		for (department, name) in DepartmentSet::ALL.iter().zip(DEPARTMENTS) {
			let departments = DepartmentSet::default().with(department);
			unit.hold = Some(pallet::Hold { kind: HoldKind::Quarantine, departments, by_custodian: true });
			let hold = Unit::decode(&unit.encode()).unwrap().hold.unwrap();
			assert_eq!((hold.departments, hold.by_custodian), (vec![name.into()], true));
		}
	}

	#[test]
	fn a_unit_that_is_cut_anywhere_or_has_bytes_after_its_end_is_refused() {
		let bytes = of_pallet(UnitKind::LogisticUnit).encode();
		for end in 0..bytes.len() {
			assert_eq!(Unit::decode(&bytes[..end]), Err(Unreadable), "{end}");
		}
		assert_eq!(Unit::decode(&[bytes.as_slice(), &[0]].concat()), Err(Unreadable));
	}
}
