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

fn account(reader: &mut Reader<'_>) -> Result<String, Unreadable> {
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
