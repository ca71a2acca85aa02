// SPDX-License-Identifier: Apache-2.0
//! Lines of a file of seals, each encrypted to the merchant's own sealing key and bound to its commitment.

use crate::{
	files::{self, Bounds},
	keyring::Keyring,
};
use anyhow::{ensure, Context};
use serde::{Deserialize, Serialize};
use sp_crypto_hashing::blake2_128;
use std::{
	fs::File,
	io::{self, Write},
	path::{Path, PathBuf},
};
use suyuan_envelope::{open, seal, wrap, Content, Opening, RecordId, Suite, Wrap};
use suyuan_primitives::{
	amounts::Opening as AmountOpening,
	codes::TraceCode,
	values::{Money, Sealed},
};

/// A plaintext is at most a cell long, and every byte of it takes two in hexadecimal.
pub(super) const BOUNDS: Bounds = Bounds { file: 256 * 1024 * 1024, line: 1024 * 1024 };

/// A line of the file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SealLine {
	/// The trace code of the unit, or the document that an amount stands in.
	pub(super) code: String,
	pub(super) column: String,
	/// The commitment, as the chain has it.
	pub(super) sealed: String,
	content: String,
	wrap: String,
}

/// An opened line, as it is printed for the owner.
#[derive(Serialize)]
struct OpenLine<'a> {
	code: &'a str,
	column: &'a str,
	plaintext: &'a str,
	salt: String,
	sealed: &'a str,
}

impl SealLine {
	pub(super) fn new(
		code: &str,
		column: &str,
		opening: &Opening,
		commitment: [u8; 32],
		to: &Keyring,
	) -> anyhow::Result<Self> {
		let record = record(code, commitment)?;
		let (content, data_key) = seal(Suite::ChaCha20Poly1305, &record, opening)?;
		let wrapped = wrap(Suite::ChaCha20Poly1305, &record, &data_key, None, &to.current())?;
		Ok(Self {
			code: code.to_owned(),
			column: column.to_owned(),
			sealed: format!("0x{}", hex::encode(commitment)),
			content: hex::encode(content.as_bytes()),
			wrap: hex::encode(wrapped.0),
		})
	}

	pub(super) fn open(&self, keyring: &Keyring) -> anyhow::Result<Opening> {
		let mut commitment = [0; 32];
		let digits = self.sealed.strip_prefix("0x").unwrap_or_default();
		hex::decode_to_slice(digits, &mut commitment).ok().context("it has no commitment")?;
		let record = record(&self.code, commitment)?;
		let content = Content::from_bytes(hex::decode(&self.content).ok().context("it has no content")?)?;
		let wrapped = Wrap::from_bytes(&hex::decode(&self.wrap).ok().context("it has no wrap")?)?;
		let data_key = keyring.unwrap(content.suite(), &record, &wrapped, None)?;
		let opening = open(&record, &content, &data_key)?;
		let is_of_amount = || amount_of(&opening).is_some_and(|amount| amount.commitment().0 == commitment);
		ensure!(
			opening.is_of(&record.commitment) || is_of_amount(),
			"FalseOpening: it is not that of its commitment"
		);
		Ok(opening)
	}
}

/// The record that a line is bound to. The file belongs to a sheet and to no chain, so that it names none.
///
/// A document is no unit: the hash of its name stands for a code.
fn record(code: &str, commitment: [u8; 32]) -> anyhow::Result<RecordId> {
	let unit = code.parse::<TraceCode>().ok().filter(|unit| unit.parse().is_ok());
	let hashed = || format!("other:{}", hex::encode(blake2_128(code.as_bytes()))).parse().ok();
	let code = unit.or_else(hashed).context("it has no trace code")?;
	Ok(RecordId { genesis: [0; 32], code, commitment: Sealed(commitment) })
}

/// The amount as the file has it: minor units and currency.
pub(super) fn written(money: &Money) -> String {
	format!("{} {}", money.minor_units, String::from_utf8_lossy(&money.currency.0))
}

/// The opening of an amount, as a line may hold one. None if it has another form.
fn amount_of(opening: &Opening) -> Option<AmountOpening> {
	let (minor_units, currency) = opening.plaintext.split_once(' ')?;
	let money = Money { minor_units: minor_units.parse().ok()?, currency: currency.parse().ok()? };
	Some(AmountOpening { money, blinding: opening.salt })
}

/// Passes every line of a file to `each`, opened. Returns the bytes of the lines.
pub(super) fn opened_lines(
	file: &File,
	path: &Path,
	keyring: Option<&Keyring>,
	mut each: impl FnMut(&SealLine, Opening) -> anyhow::Result<()>,
) -> anyhow::Result<u64> {
	let name = path.display();
	files::lines(file, path, BOUNDS, |number, line| {
		let kept: SealLine =
			serde_json::from_str(line).with_context(|| format!("line {number} of {name} is no seal"))?;
		let keyring = keyring.with_context(|| {
			format!("SealsLocked: {name} opens with the keyring that it was sealed to; name it by --keyring")
		})?;
		let opening = kept.open(keyring).with_context(|| format!("line {number} of {name} does not open"))?;
		each(&kept, opening)
	})
}

/// Prints the openings of a file of seals, a line of JSON each, for its owner.
pub(crate) fn print(path: &Path, keyring: &Keyring) -> anyhow::Result<()> {
	let mut out = io::stdout().lock();
	opened_lines(&files::open(path)?, path, Some(keyring), |line, opening| {
		let opened = OpenLine {
			code: &line.code,
			column: &line.column,
			plaintext: &opening.plaintext,
			salt: hex::encode(opening.salt),
			sealed: &line.sealed,
		};
		writeln!(out, "{}", serde_json::to_string(&opened)?)?;
		Ok(())
	})?;
	Ok(())
}

/// Finds the opening of a commitment in a file of seals, and the code of its unit.
pub(crate) fn find(path: &Path, keyring: &Keyring, commitment: &str) -> anyhow::Result<(String, Opening)> {
	let mut found = None;
	opened_lines(&files::open(path)?, path, Some(keyring), |line, opening| {
		if line.sealed == commitment {
			found = Some((line.code.clone(), opening));
		}
		Ok(())
	})?;
	found.with_context(|| format!("UnknownSeal: {} has no opening of {commitment}", path.display()))
}

/// The openings of amounts that files of seals hold. Lines of personal data are passed over.
pub(crate) fn openings(paths: &[PathBuf], keyring: &Keyring) -> anyhow::Result<Vec<AmountOpening>> {
	let mut openings = Vec::new();
	for path in paths {
		opened_lines(&files::open(path)?, path, Some(keyring), |line, opening| {
			let is_its =
				|amount: &AmountOpening| format!("0x{}", hex::encode(amount.commitment().0)) == line.sealed;
			openings.extend(amount_of(&opening).filter(is_its));
			Ok(())
		})?;
	}
	Ok(openings)
}
