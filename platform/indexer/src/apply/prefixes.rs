// SPDX-License-Identifier: Apache-2.0

//! Events of code prefixes: grants and their end. Permits are no part of any trace.

use super::{name, text};
use crate::batch::{At, Batch};
use anyhow::{anyhow, Context};
use serde_json::Value;
use suyuan_primitives::codes::CodePrefix;

/// Applies an event of pallet company-prefixes.
pub fn take(batch: &mut Batch, at: At, event: &str, fields: &Value) -> anyhow::Result<()> {
	match event {
		"Granted" => {
			let grant = &fields["grant"];
			let (scheme, prefix) = scheme(&grant["prefix"])?;
			let places = vec![
				key(scheme, prefix)?.into(),
				scheme.into(),
				prefix.into(),
				text(grant, "holder")?.into(),
				(&grant["until"]).into(),
				at.time.into(),
			];
			let sql = "INSERT INTO prefixes (key, scheme, prefix, holder, until, granted_at) \
				VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key) DO UPDATE SET scheme = excluded.scheme, \
				prefix = excluded.prefix, holder = excluded.holder, until = excluded.until, \
				granted_at = excluded.granted_at";
			batch.before.push((sql.into(), places));
		}
		"Ended" => {
			let (scheme, prefix) = scheme(&fields["prefix"])?;
			let sql = "DELETE FROM prefixes WHERE key = $1";
			batch.before.push((sql.into(), vec![key(scheme, prefix)?.into()]));
		}
		_ => (),
	}
	Ok(())
}

/// The scheme of a prefix, and its characters.
fn scheme(prefix: &Value) -> anyhow::Result<(&str, &str)> {
	let scheme = name(prefix).context("a prefix of no scheme")?;
	Ok((scheme, text(prefix, scheme)?))
}

/// The characters that the keys of all codes under a prefix begin with.
fn key(scheme: &str, prefix: &str) -> anyhow::Result<String> {
	let read = match scheme {
		"Company" => prefix.parse().map(CodePrefix::Company),
		"Product" => prefix.parse().map(CodePrefix::Product),
		"LogisticUnits" => prefix.parse().map(CodePrefix::LogisticUnits),
		"Ecode" => prefix.parse().map(CodePrefix::Ecode),
		"Other" => prefix.parse().map(CodePrefix::Other),
		_ => return Err(anyhow!("a prefix of an unknown scheme {scheme}")),
	};
	let prefix = read.map_err(|error| anyhow!("a prefix that is none: {error:?}"))?;
	Ok(String::from_utf8(prefix.key())?)
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_prefix_is_found_by_the_key_that_its_codes_begin_with() {
		let code = "01/06901234567892/21/SN-0001".parse().unwrap();
		let of_code = String::from_utf8(CodePrefix::key_of(&code).unwrap()).unwrap();
		for (prefix, expected) in [
			(json!({ "Company": "6901234" }), true),
			(json!({ "Product": "06901234567892" }), true),
			(json!({ "Company": "6901235" }), false),
			(json!({ "Other": "6901234" }), false),
		] {
			let (scheme, characters) = scheme(&prefix).unwrap();
			assert_eq!(of_code.starts_with(&key(scheme, characters).unwrap()), expected, "{prefix}");
		}
		assert!(key("Later", "1").is_err());
	}
}
