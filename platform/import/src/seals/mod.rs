// SPDX-License-Identifier: Apache-2.0
//! Salts and plaintexts of personal data, and blinding factors of amounts, in a file that stays on this machine.
//!
//! The same field of the same unit gets the same salt again, so that a second run sends the same as the first. An amount of
//! the same document gets the same blinding factor, for every unit that the document is recorded of. Each line is
//! encrypted to the merchant's own sealing key: whoever takes the file away reads the codes of units, the numbers of
//! documents and the commitments, and nothing else.

mod line;

pub(crate) use line::{find, openings, print};

use crate::{files, keyring::Keyring};
use anyhow::Context;
use line::{opened_lines, written, SealLine, BOUNDS};
use std::{
	collections::HashMap,
	fs::{File, OpenOptions},
	io::Write,
	os::unix::fs::OpenOptionsExt,
	path::Path,
};
use suyuan_envelope::Opening;
use suyuan_primitives::{
	amounts::Opening as AmountOpening,
	values::{Commitment, Sealed},
};
use suyuan_sheets::{Counted, Seal, Sealer};

type Field = (String, String, String);

/// The seals of a sheet.
#[derive(Default)]
pub(crate) struct Seals {
	file: Option<File>,
	/// Keyring that lines are sealed to. None for a dry run, or if none was named.
	keyring: Option<Keyring>,
	/// True if a seal is refused for want of a keyring.
	locked: bool,
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

	/// Opens a file of seals and reads it. A file that doesn't exist is created, readable for its owner alone, unless there
	/// is no keyring to seal to: then no field is sealed.
	pub(crate) fn open(path: &Path, keyring: Option<Keyring>) -> anyhow::Result<Self> {
		let name = path.display();
		if path.exists() {
			files::regular(path)?;
		} else if keyring.is_none() {
			return Ok(Self { locked: true, ..Self::default() });
		}
		let open = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path);
		let file = open.with_context(|| format!("can't keep seals in {name}"))?;
		let mut salts = HashMap::new();
		let bytes = opened_lines(&file, path, keyring.as_ref(), |line, opening| {
			let field = (line.code.clone(), line.column.clone(), opening.plaintext.to_string());
			salts.insert(field, opening.salt);
			Ok(())
		})?;
		// A run that was stopped while it wrote a line had not sealed anything of it yet.
		file.set_len(bytes).with_context(|| format!("can't repair {name}"))?;
		Ok(Self { file: Some(file), locked: keyring.is_none(), keyring, bytes, salts, commits: false })
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

	/// Refuses to seal what could not be kept.
	fn ensure_unlocked(&self) -> Result<(), String> {
		if self.locked {
			return Err(
				"MissingKeyring: personal data and amounts are kept encrypted to your own key: make one by \
				suyuan-import keyring make FILE, and name it by --keyring FILE."
					.into(),
			);
		}
		Ok(())
	}

	/// Keeps an opening, encrypted, before its commitment is used.
	fn keep(&mut self, field: Field, salt: [u8; 32], commitment: [u8; 32]) -> Result<(), String> {
		if let (Some(file), Some(keyring)) = (&mut self.file, &self.keyring) {
			let (code, column, plaintext) = &field;
			let opening = Opening { salt, plaintext: plaintext.clone().into() };
			let kept = SealLine::new(code, column, &opening, commitment, keyring);
			let kept = kept.map_err(|error| error.to_string())?;
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
		self.salts.insert(field, salt);
		Ok(())
	}
}

impl Sealer for Seals {
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String> {
		let key = (field.code.0.as_str().to_string(), field.column.to_string(), field.plaintext.to_string());
		if let Some(salt) = self.salts.get(&key) {
			return Ok(Sealed::new(salt, field.plaintext));
		}
		self.ensure_unlocked()?;
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
			let opening = AmountOpening { money: field.money, blinding: *blinding };
			return Ok(Some(opening.commitment()));
		}
		self.ensure_unlocked()?;
		let mut random = [0; 64];
		getrandom::getrandom(&mut random).map_err(|error| format!("no random blinding factor: {error}"))?;
		let opening = AmountOpening::new(field.money, &random);
		let commitment = opening.commitment();
		self.keep(key, opening.blinding, commitment.0)?;
		Ok(Some(commitment))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::keyring;
	use std::{os::unix::fs::PermissionsExt, path::PathBuf};
	use suyuan_primitives::values::Money;
	use tempfile::TempDir;

	const COLUMN: &str = "市场追溯信息/收货人";

	/// A folder with a keyring, and the path of a file of seals in it.
	fn folder() -> (TempDir, PathBuf) {
		let folder = tempfile::tempdir().unwrap();
		keyring::make(&folder.path().join("keyring")).unwrap();
		let seals = folder.path().join("sheet.seals");
		(folder, seals)
	}

	fn ring(folder: &TempDir) -> Keyring {
		Keyring::read(&folder.path().join("keyring")).unwrap()
	}

	fn opened(folder: &TempDir, path: &Path) -> Seals {
		Seals::open(path, Some(ring(folder))).unwrap()
	}

	fn try_seal(seals: &mut Seals, plaintext: &str) -> Result<Sealed, String> {
		let code = "01/06901234567892/21/SN-1".parse().unwrap();
		seals.seal(Seal { code: &code, column: COLUMN, plaintext })
	}

	fn seal(seals: &mut Seals, plaintext: &str) -> Sealed {
		try_seal(seals, plaintext).unwrap()
	}

	#[test]
	fn a_seal_is_the_same_again_and_opens_with_the_keyring_alone() {
		let (folder, path) = folder();
		let first = seal(&mut opened(&folder, &path), "Emily Carter");
		// Sealed to the key before, which a rotation keeps.
		keyring::make(&folder.path().join("keyring")).unwrap();
		let mut again = opened(&folder, &path);
		assert_eq!(seal(&mut again, "Emily Carter"), first);
		assert_ne!(seal(&mut again, "Emily Cartes"), first);
		let content = std::fs::read_to_string(&path).unwrap();
		assert_eq!(content.lines().count(), 2);
		let kept: SealLine = serde_json::from_str(content.lines().next().unwrap()).unwrap();
		let opening = kept.open(&ring(&folder)).unwrap();
		assert!(first.opens(&opening.salt, "Emily Carter"));
		assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
	}

	#[test]
	fn neither_plaintext_nor_salt_stands_in_the_file() {
		let (folder, path) = folder();
		let mut seals = opened(&folder, &path);
		seal(&mut seals, "Emily Carter");
		let content = std::fs::read_to_string(&path).unwrap();
		let salt = hex::encode(seals.salts.values().next().unwrap());
		for secret in ["Emily", &hex::encode("Emily"), &salt] {
			assert!(!content.contains(secret), "{secret}");
		}
	}

	#[test]
	fn without_a_keyring_nothing_is_sealed_and_nothing_opens() {
		let (folder, path) = folder();
		let mut locked = Seals::open(&path, None).unwrap();
		assert!(try_seal(&mut locked, "Emily Carter").unwrap_err().starts_with("MissingKeyring"));
		assert!(!path.exists());
		seal(&mut opened(&folder, &path), "Emily Carter");
		let error = Seals::open(&path, None).err().unwrap();
		assert!(error.to_string().starts_with("SealsLocked"), "{error:#}");
		let other = folder.path().join("other");
		keyring::make(&other).unwrap();
		let error = Seals::open(&path, Some(Keyring::read(&other).unwrap())).err().unwrap();
		assert!(format!("{error:#}").contains("DoesNotOpen"), "{error:#}");
	}

	#[test]
	fn a_line_that_was_moved_to_another_unit_does_not_open() {
		let (folder, path) = folder();
		seal(&mut opened(&folder, &path), "Emily Carter");
		let content = std::fs::read_to_string(&path).unwrap();
		std::fs::write(&path, content.replace("SN-1", "SN-2")).unwrap();
		let error = Seals::open(&path, Some(ring(&folder))).err().unwrap();
		assert!(format!("{error:#}").contains("DoesNotOpen"), "{error:#}");
	}

	#[test]
	fn a_seal_that_was_not_finished_is_taken_back() {
		let (folder, path) = folder();
		let first = seal(&mut opened(&folder, &path), "Emily Carter");
		OpenOptions::new().append(true).open(&path).unwrap().write_all(b"{\"code\":\"01/").unwrap();
		let mut again = opened(&folder, &path);
		assert_eq!(seal(&mut again, "Emily Carter"), first);
		seal(&mut again, "Emily Cartes");
		assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 2);
	}

	#[test]
	fn a_file_that_is_damaged_is_not_written_to() {
		let (folder, path) = folder();
		std::fs::write(&path, "{}\n").unwrap();
		let error = Seals::open(&path, Some(ring(&folder))).err().unwrap();
		assert!(error.to_string().contains("line 1"));
	}

	#[test]
	fn an_amount_of_a_document_has_the_same_commitment_again_and_its_opening_is_found() {
		let (folder, path) = folder();
		let money = |minor_units| Money { minor_units, currency: "USD".parse().unwrap() };
		let commit = |column, minor_units| {
			let mut seals = opened(&folder, &path).committing();
			seals.commit(Counted { document: "SO-1", column, money: money(minor_units) }).unwrap().unwrap()
		};
		let first = commit("交易金额", 4990);
		assert_eq!(commit("交易金额", 4990), first);
		assert_ne!(commit("交易清单#1", 4990), first, "the same amount elsewhere is not seen to be the same");
		assert_ne!(commit("交易金额", 4991), first);
		seal(&mut opened(&folder, &path), "49 USD");
		let openings = openings(std::slice::from_ref(&path), &ring(&folder)).unwrap();
		assert_eq!(openings.len(), 3, "a seal is no opening, whatever its plaintext is");
		assert_eq!((openings[0].commitment(), openings[0].money), (first, money(4990)));
		assert!(!std::fs::read_to_string(&path).unwrap().contains("4990"));
		// Unless it is asked for, nothing is committed to; and not without a keyring.
		let field = || Counted { document: "SO-1", column: "交易金额", money: money(1) };
		assert_eq!(opened(&folder, &path).commit(field()), Ok(None));
		let mut locked = Seals { locked: true, ..Seals::default() }.committing();
		assert!(locked.commit(field()).unwrap_err().starts_with("MissingKeyring"));
	}
}
