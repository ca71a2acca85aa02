// SPDX-License-Identifier: Apache-2.0

//! Queries of the companies that codes of products and places were given out by.

use super::{prefixes, Result};
use crate::{model::GrantedPrefix, Database};

/// Reads the prefix that a code lies under. None if no such prefix is granted.
pub async fn granted(database: &Database, code: &str) -> Result<Option<GrantedPrefix>> {
	let mut connection = database.pool().acquire().await?;
	prefixes::of_code(&mut connection, code).await
}

/// Reads the company prefix that the number of a place lies under. None if no such prefix is granted.
///
/// The number has the prefix at its beginning, as a barcode of 13 digits does.
pub async fn of_place(database: &Database, gln: &str) -> Result<Option<GrantedPrefix>> {
	let mut connection = database.pool().acquire().await?;
	let granted = prefixes::of_digits(&mut connection, gln).await?;
	Ok(granted.filter(|granted| granted.scheme == "Company"))
}
