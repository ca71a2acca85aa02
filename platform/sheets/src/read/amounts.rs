// SPDX-License-Identifier: Apache-2.0
//! Amounts of an item: brought into the form of the chain, and committed to if the sealer does.

use super::{Counted, Sealer};
use crate::{
	columns::{column_name, columns_of},
	kind::{divided, nested},
	Fault, Kind, Section,
};
use serde_json::{json, Value};
use suyuan_primitives::{
	codes::TraceCode,
	values::{Commitment, Money},
};

/// The place of an amount within an item: the path without its last step.
pub(crate) fn parent_of(path: &str) -> &str {
	path.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// Brings every amount of an item into the form of the chain.
pub(super) fn nest(content: &mut Value, section: Section) {
	for (_, path, _) in columns_of(section).filter(|(.., kind)| matches!(kind, Kind::Amount(_))) {
		let Some(place) = at(content, parent_of(path)) else { continue };
		if !place.is_null() {
			*place = nested(&place["minor_units"], &place["currency"]);
		}
	}
}

/// Commits to every amount of an item that is told in clear, if the sealer does.
///
/// A document is recorded of every unit that it is about, and has to be the same: so the amounts are known by the key of the
/// document, where it has one, and not by the unit.
///
/// # Errors
///
/// The column of an amount that could not be committed to, and the reason.
pub(super) fn commit(
	content: &mut Value,
	section: Section,
	code: &TraceCode,
	sealer: &mut dyn Sealer,
) -> Result<(), (usize, Fault)> {
	let key = [&content["key"], &content["waybill"]["key"]].into_iter().find(|key| !key.is_null());
	let document = key.map_or_else(|| code.0.as_str().to_string(), Value::to_string);
	for (column, path, kind) in columns_of(section) {
		let name = column_name(column);
		let mut commit_to = |amount: &mut Value, place: &str| {
			commit_one(amount, &document, place, sealer).map_err(|fault| (column, fault))
		};
		match kind {
			Kind::Amount(_) => {
				if let Some(amount) = at(content, parent_of(path)) {
					commit_to(amount, &name)?;
				}
			}
			Kind::List(_, parts) => {
				let entries = at(content, path).and_then(Value::as_array_mut);
				for (n, entry) in entries.into_iter().flatten().enumerate() {
					for (part, _) in parts.iter().filter(|(_, kind)| *kind == Kind::Money) {
						commit_to(&mut entry[*part], &format!("{name}#{}", n + 1))?;
					}
				}
			}
			_ => (),
		}
	}
	Ok(())
}

fn commit_one(
	amount: &mut Value,
	document: &str,
	column: &str,
	sealer: &mut dyn Sealer,
) -> Result<(), Fault> {
	let Some((minor_units, currency)) = divided(amount) else { return Ok(()) };
	let (Some(minor_units), Some(Ok(code))) = (minor_units.as_u64(), currency.as_str().map(str::parse))
	else {
		return Ok(());
	};
	let money = Money { minor_units, currency: code };
	let commitment = sealer.commit(Counted { document, column, money }).map_err(Fault::NotSealed)?;
	if let Some(Commitment(bytes)) = commitment {
		*amount = nested(&json!({ "commitment": format!("0x{}", hex::encode(bytes)) }), &currency);
	}
	Ok(())
}

/// The value at the end of a path that is there.
fn at<'a>(content: &'a mut Value, path: &str) -> Option<&'a mut Value> {
	path.split('.').filter(|step| !step.is_empty()).try_fold(content, |content, step| content.get_mut(step))
}
