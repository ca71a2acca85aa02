// SPDX-License-Identifier: Apache-2.0
//! Salts and plaintexts of personal data, and blinding factors of amounts, in a file that stays on this machine.
//!
//! The same field of the same unit gets the same salt again, so that a second run sends the same as the first. An amount of
//! the same document gets the same blinding factor, for every unit that the document is recorded of.

use crate::files::{self, Bounds};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::{
	collections::HashMap,
	fs::{File, OpenOptions},
	io::Write,
	os::unix::fs::OpenOptionsExt,
	path::{Path, PathBuf},
};
use suyuan_primitives::{
	amounts::Opening,
	values::{Commitment, Money, Sealed},
};
use suyuan_sheets::{Counted, Seal, Sealer};

/// A plaintext is at most a cell long, and every byte of it takes six at most in JSON.
const BOUNDS: Bounds = Bounds { file: 256 * 1024 * 1024, line: 1024 * 1024 };

/// A line of the file.
#[derive(Debug, Deserialize, Serialize)]
struct SealLine {
	code: String,
	column: String,
	plaintext: String,
	salt: String,
	sealed: String,
}

type Field = (String, String, String);

/// The seals of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Seals {
	file: Option<File>,
	/// Bytes of the file.
	bytes: u64,
	salts: HashMap<Field, [u8; 32]>,
	/// True if amounts are committed to.
	commits: bool,
}

impl Seals {
	/// Seals of which no file is kept: for a dry run.
	pub(crate) fn unsaved() -> Self {
		Self::default()
	}

	/// Opens a file of seals and reads it. A file that doesn't exist is created, readable for its owner alone.
	pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
		let name = path.display();
		if path.exists() {
			files::regular(path)?;
		}
		let open = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path);
		let file = open.with_context(|| format!("can't keep seals in {name}"))?;
		let mut salts = HashMap::new();
		let bytes = files::lines(&file, path, BOUNDS, |number, line| {
			let kept: SealLine =
				serde_json::from_str(line).with_context(|| format!("line {number} of {name} is no seal"))?;
			let salt = hex::decode(&kept.salt).ok().and_then(|salt| salt.try_into().ok());
			let salt = salt.with_context(|| format!("line {number} of {name} has no salt"))?;
			salts.insert((kept.code, kept.column, kept.plaintext), salt);
			Ok(())
		})?;
		// A run that was stopped while it wrote a line had not sealed anything of it yet.
		file.set_len(bytes).with_context(|| format!("can't repair {name}"))?;
		Ok(Self { file: Some(file), bytes, salts, commits: false })
	}

	/// The seals, with which amounts are committed to.
	pub(crate) fn committing(self) -> Self {
		Self { commits: true, ..self }
	}

	/// Flushes the file to the disk: before any seal reaches the chain.
	pub(crate) fn sync(&self) -> anyhow::Result<()> {
		match &self.file {
			Some(file) => file.sync_data().context("the seals did not reach the disk"),
			None => Ok(()),
		}
	}
}

impl Sealer for Seals {
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String> {
		let key = (field.code.0.as_str().to_string(), field.column.to_string(), field.plaintext.to_string());
		if let Some(salt) = self.salts.get(&key) {
			return Ok(Sealed::new(salt, field.plaintext));
		}
		let mut salt = [0; 32];
		getrandom::getrandom(&mut salt).map_err(|error| format!("no random salt: {error}"))?;
		let sealed = Sealed::new(&salt, field.plaintext);
		self.keep(key, salt, sealed.0)?;
		Ok(sealed)
	}

	fn commit(&mut self, field: Counted<'_>) -> Result<Option<Commitment>, String> {
		if !self.commits {
			return Ok(None);
		}
		let key = (field.document.to_string(), field.column.to_string(), written(&field.money));
		if let Some(blinding) = self.salts.get(&key) {
			return Ok(Some(Opening { money: field.money, blinding: *blinding }.commitment()));
		}
		let mut random = [0; 64];
		getrandom::getrandom(&mut random).map_err(|error| format!("no random blinding factor: {error}"))?;
		let opening = Opening::new(field.money, &random);
		let commitment = opening.commitment();
		self.keep(key, opening.blinding, commitment.0)?;
		Ok(Some(commitment))
	}
}

impl Seals {
	/// Keeps a salt with what it was used for.
	fn keep(&mut self, key: Field, salt: [u8; 32], sealed: [u8; 32]) -> Result<(), String> {
		if let Some(file) = &mut self.file {
			let (code, column, plaintext) = key.clone();
			let sealed = format!("0x{}", hex::encode(sealed));
			let kept = SealLine { code, column, plaintext, salt: hex::encode(salt), sealed };
			let mut line = serde_json::to_string(&kept).map_err(|error| error.to_string())?;
			line.push('\n');
			self.bytes += line.len() as u64;
			if self.bytes > BOUNDS.file {
				return Err(format!(
					"The file of seals would have more than {} MiB: divide the sheet.",
					BOUNDS.file >> 20
				));
			}
			file.write_all(line.as_bytes())
				.map_err(|error| format!("the file of seals can't be written: {error}"))?;
		}
		self.salts.insert(key, salt);
		Ok(())
	}
}

/// The amount as the file has it: minor units and currency.
fn written(money: &Money) -> String {
	format!("{} {}", money.minor_units, String::from_utf8_lossy(&money.currency.0))
}

/// The openings of amounts that files of seals hold. Lines of personal data are passed over.
pub(crate) fn openings(paths: &[PathBuf]) -> anyhow::Result<Vec<Opening>> {
	let mut openings = Vec::new();
	for path in paths {
		let file = files::open(path)?;
		files::lines(&file, path, BOUNDS, |number, line| {
			let kept: SealLine = serde_json::from_str(line)
				.with_context(|| format!("line {number} of {} is no seal", path.display()))?;
			openings.extend(opening_of(&kept));
			Ok(())
		})?;
	}
	Ok(openings)
}

/// The opening in a line. None if the line is not of an amount, whose commitment it has.
fn opening_of(kept: &SealLine) -> Option<Opening> {
	let (minor_units, currency) = kept.plaintext.split_once(' ')?;
	let money = Money { minor_units: minor_units.parse().ok()?, currency: currency.parse().ok()? };
	let blinding = hex::decode(&kept.salt).ok()?.try_into().ok()?;
	let opening = Opening { money, blinding };
	(format!("0x{}", hex::encode(opening.commitment().0)) == kept.sealed).then_some(opening)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::os::unix::fs::PermissionsExt;

	fn seal(seals: &mut Seals, plaintext: &str) -> Sealed {
		let code = "01/06901234567892/21/SN-1".parse().unwrap();
		seals.seal(Seal { code: &code, column: "市场追溯信息/收货人", plaintext }).unwrap()
	}

	#[test]
	fn a_seal_is_the_same_again_and_can_be_opened_from_the_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sheet.seals");
		let first = seal(&mut Seals::open(&path).unwrap(), "Emily Carter");
		let mut again = Seals::open(&path).unwrap();
		assert_eq!(seal(&mut again, "Emily Carter"), first);
		assert_ne!(seal(&mut again, "Emily Cartes"), first);
		let content = std::fs::read_to_string(&path).unwrap();
		assert_eq!(content.lines().count(), 2);
		let kept: SealLine = serde_json::from_str(content.lines().next().unwrap()).unwrap();
		let salt = hex::decode(&kept.salt).unwrap().try_into().unwrap();
		assert!(first.opens(&salt, "Emily Carter"));
		assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
	}

	#[test]
	fn an_amount_of_a_document_has_the_same_commitment_again_and_its_opening_is_found() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sheet.seals");
		let money = |minor_units| Money { minor_units, currency: "USD".parse().unwrap() };
		let commit = |column, minor_units| {
			let mut seals = Seals::open(&path).unwrap().committing();
			seals.commit(Counted { document: "SO-1", column, money: money(minor_units) }).unwrap().unwrap()
		};
		let first = commit("交易金额", 4990);
		assert_eq!(commit("交易金额", 4990), first);
		assert_ne!(commit("交易清单#1", 4990), first, "the same amount elsewhere is not seen to be the same");
		assert_ne!(commit("交易金额", 4991), first);
		seal(&mut Seals::open(&path).unwrap(), "49 USD");
		let openings = openings(std::slice::from_ref(&path)).unwrap();
		assert_eq!(openings.len(), 3, "a seal is no opening, whatever its plaintext is");
		assert_eq!((openings[0].commitment(), openings[0].money), (first, money(4990)));
		// Unless it is asked for, nothing is committed to.
		let field = Counted { document: "SO-1", column: "交易金额", money: money(1) };
		assert_eq!(Seals::open(&path).unwrap().commit(field), Ok(None));
	}

	#[test]
	fn a_seal_that_was_not_finished_is_taken_back() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sheet.seals");
		let first = seal(&mut Seals::open(&path).unwrap(), "Emily Carter");
		OpenOptions::new().append(true).open(&path).unwrap().write_all(b"{\"code\":\"01/").unwrap();
		let mut again = Seals::open(&path).unwrap();
		assert_eq!(seal(&mut again, "Emily Carter"), first);
		seal(&mut again, "Emily Cartes");
		assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 2);
	}

	#[test]
	fn a_file_that_is_damaged_is_not_written_to() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sheet.seals");
		std::fs::write(&path, "{}\n").unwrap();
		assert!(Seals::open(&path).unwrap_err().to_string().contains("line 1"));
	}
}
