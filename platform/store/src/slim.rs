// SPDX-License-Identifier: Apache-2.0

//! The form in which rows are kept: numbers for texts, bytes for hashes, bits for lists, and records without their code.

use crate::{
	cell::{Cell, Cells},
	columns::{category_bits, category_names},
	tables::{Kind, Lookup, Table},
};
use codec::Encode;
use suyuan_chain_client::{hash_of, Info};

/// Brings a row of a chain into the form in which it is kept, given the numbers of its texts.
pub(crate) fn kept(
	table: &Table,
	row: Cells,
	chain: i64,
	number: impl Fn(Lookup, &str) -> Option<i64>,
) -> sqlx::Result<Cells> {
	let refused = |name: &str, cell: &Cell| {
		sqlx::Error::Encode(format!("{} can't keep {cell:?} as its {name}", table.name).into())
	};
	let mut kept = Cells::with_capacity(row.len() + 1);
	for (cell, (name, kind)) in row.iter().zip(table.columns) {
		let slim = match (cell, kind) {
			(Cell::Null, _) => Some(Cell::Null),
			(Cell::Text(text), Kind::Recurring(lookup)) => number(*lookup, text).map(Cell::Number),
			(Cell::Text(text), Kind::Hash) => hash_of(text).map(|hash| Cell::Bytes(hash.to_vec())),
			(Cell::Text(text), Kind::Block) => Info::named(text).map(|info| (info.place() as i64).into()),
			(Cell::Text(text), Kind::Categories) => {
				block(&row).map(|info| i64::from(category_bits(info, text)).into())
			}
			(Cell::Bytes(bytes), Kind::Record) => row[0].text().and_then(|code| without(code, bytes)),
			(_, Kind::Recurring(_) | Kind::Hash | Kind::Block | Kind::Categories | Kind::Record) => None,
			(cell, Kind::Text | Kind::Number | Kind::Bytes) => Some(cell.clone()),
		};
		kept.push(slim.ok_or_else(|| refused(name, cell))?);
	}
	if table.bears_chain {
		kept.push(chain.into());
	}
	Ok(kept)
}

/// Information block that the second column of a row names.
fn block(row: &[Cell]) -> Option<Info> {
	row.get(1).and_then(Cell::text).and_then(Info::named)
}

/// Bytes of a record without the code that they begin with.
fn without(code: &str, bytes: &[u8]) -> Option<Cell> {
	bytes.strip_prefix(code.as_bytes().encode().as_slice()).map(|rest| Cell::Bytes(rest.to_vec()))
}

/// Bytes of a record with the code put back that they begin with: the very bytes that the chain hashed.
pub(crate) fn with_code(code: &str, bytes: &[u8]) -> Vec<u8> {
	let mut whole = code.as_bytes().encode();
	whole.extend_from_slice(bytes);
	whole
}

/// The whole bytes of a record, by the cells before it.
pub(crate) fn whole_record(before: &[Cell], cell: Cell) -> Cell {
	match (before.first().and_then(Cell::text), cell) {
		(Some(code), Cell::Bytes(bytes)) => with_code(code, &bytes).into(),
		(_, cell) => cell,
	}
}

/// A list of categories as JSON, by the cells before it.
pub(crate) fn shown_categories(before: &[Cell], cell: Cell) -> Cell {
	match (block(before), cell.number().and_then(|bits| u16::try_from(bits).ok())) {
		(Some(info), Some(bits)) => category_names(info, bits).into(),
		_ => cell,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_record_is_whole_again_with_its_code() {
		let code = "01/06901234567892/21/SN-0001";
		let whole = with_code(code, &[7, 8, 9]);
		assert_eq!(without(code, &whole), Some(vec![7, 8, 9].into()));
		assert_eq!(without("01/06901234567892/21/SN-0002", &whole), None, "of another unit");
		assert_eq!(whole_record(&[code.into()], vec![7, 8, 9].into()), whole.into());
	}
}
