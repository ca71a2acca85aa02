// SPDX-License-Identifier: Apache-2.0

//! Query of the prefix that a code lies under.

use super::{participants, List, Result};
use crate::model::GrantedPrefix;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeSet;
use suyuan_primitives::codes::{CodePrefix, ParsedCode, TraceCode, MAX_PREFIX_KEY};

/// Reads the prefix that a code lies under. None if no such prefix is granted.
pub(super) async fn of_code(connection: &mut AnyConnection, code: &str) -> Result<Option<GrantedPrefix>> {
	let Ok(code) = code.parse::<TraceCode>() else { return Ok(None) };
	let Some(key) = CodePrefix::key_of(&code).and_then(|key| String::from_utf8(key).ok()) else {
		return Ok(None);
	};
	let is_product = matches!(code.parse(), Ok(ParsedCode::TradeItem { .. }));
	of_key(connection, &key, if is_product { "LogisticUnits" } else { "Product" }).await
}

/// Reads the prefix that the number of a place begins with. None if no such prefix is granted.
pub(super) async fn of_digits(connection: &mut AnyConnection, gln: &str) -> Result<Option<GrantedPrefix>> {
	// Under the number of a place that is a barcode too, the barcode's prefix is none of the place.
	let Some(Ok(digits)) = gln.get(..12).map(str::parse) else { return Ok(None) };
	let Ok(key) = String::from_utf8(CodePrefix::Company(digits).key()) else { return Ok(None) };
	of_key(connection, &key, "Product").await
}

async fn of_key(connection: &mut AnyConnection, key: &str, of_others: &str) -> Result<Option<GrantedPrefix>> {
	// Keys are ASCII, so that every length is a boundary of characters.
	let keys: Vec<_> = (1..=key.len().min(MAX_PREFIX_KEY)).map(|length| key[..length].to_string()).collect();
	let list = List::of(&keys);
	let statement = format!(
		"SELECT scheme, prefix, holder, until FROM prefixes WHERE scheme <> $1 AND key IN ({})",
		list.placeholders(2)
	);
	let mut query = sqlx::query(&statement).bind(of_others);
	for key in list.filled() {
		query = query.bind(key);
	}
	let Some(row) = query.fetch_optional(&mut *connection).await? else { return Ok(None) };
	let holder: String = row.try_get("holder")?;
	let mut parties = participants::parties(connection, BTreeSet::from([holder.clone()])).await?;
	Ok(Some(GrantedPrefix {
		scheme: row.try_get("scheme")?,
		prefix: row.try_get("prefix")?,
		party: parties.remove(&holder),
		holder,
		until: row.try_get("until")?,
	}))
}
