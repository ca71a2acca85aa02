// SPDX-License-Identifier: Apache-2.0
//! Salts and plaintexts of personal data, in a file that stays on this machine.
//!
//! The same field of the same unit gets the same salt again, so that a second run sends the same as the first. Each line is
//! encrypted to the merchant's own sealing key: whoever takes the file away reads the codes of units and the commitments,
//! which stand on the chain, and nothing else.

use crate::{
	files::{self, Bounds},
	keyring::Keyring,
};
use anyhow::{ensure, Context};
use serde::{Deserialize, Serialize};
use std::{
	collections::HashMap,
	fs::{File, OpenOptions},
	io::{self, Write},
	os::unix::fs::OpenOptionsExt,
	path::Path,
};
use suyuan_envelope::{open, seal, wrap, Content, Opening, RecordId, Suite, Wrap};
use suyuan_primitives::{codes::TraceCode, values::Sealed};
use suyuan_sheets::{Seal, Sealer};

/// A plaintext is at most a cell long, and every byte of it takes two in hexadecimal.
const BOUNDS: Bounds = Bounds { file: 256 * 1024 * 1024, line: 1024 * 1024 };

/// A line of the file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct SealLine {
	code: String,
	column: String,
	sealed: String,
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
}

impl SealLine {
	fn new(
		code: &TraceCode,
		column: &str,
		opening: &Opening,
		sealed: Sealed,
		to: &Keyring,
	) -> anyhow::Result<Self> {
		let record = record(code, sealed);
		let (content, data_key) = seal(Suite::ChaCha20Poly1305, &record, opening)?;
		let wrapped = wrap(Suite::ChaCha20Poly1305, &record, &data_key, None, &to.current())?;
		Ok(Self {
			code: code.0.as_str().to_owned(),
			column: column.to_owned(),
			sealed: format!("0x{}", hex::encode(sealed.0)),
			content: hex::encode(content.as_bytes()),
			wrap: hex::encode(wrapped.0),
		})
	}

	fn open(&self, keyring: &Keyring) -> anyhow::Result<Opening> {
		let mut sealed = [0; 32];
		let digits = self.sealed.strip_prefix("0x").unwrap_or_default();
		hex::decode_to_slice(digits, &mut sealed).ok().context("it has no commitment")?;
		let code = self.code.parse().ok().context("it has no trace code")?;
		let record = record(&code, Sealed(sealed));
		let content = Content::from_bytes(hex::decode(&self.content).ok().context("it has no content")?)?;
		let wrapped = Wrap::from_bytes(&hex::decode(&self.wrap).ok().context("it has no wrap")?)?;
		let data_key = keyring.unwrap(content.suite(), &record, &wrapped, None)?;
		let opening = open(&record, &content, &data_key)?;
		ensure!(opening.is_of(&record.commitment), "FalseOpening: it is not that of its commitment");
		Ok(opening)
	}
}

/// The record that a line is bound to. The file belongs to a sheet and to no chain, so that it names none.
fn record(code: &TraceCode, commitment: Sealed) -> RecordId {
	RecordId { genesis: [0; 32], code: code.clone(), commitment }
}

/// Passes every line of a file to `each`, opened. Returns the bytes of the lines.
fn opened_lines(
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
		Ok(Self { file: Some(file), locked: keyring.is_none(), keyring, bytes, salts })
	}

	/// Flushes the file to the disk: before any seal reaches the chain.
	pub(crate) fn sync(&self) -> anyhow::Result<()> {
		match &self.file {
			Some(file) => file.sync_data().context("the seals did not reach the disk"),
			None => Ok(()),
		}
	}

	/// Keeps an opening, encrypted, before its commitment is used.
	fn keep(&mut self, field: &Seal<'_>, salt: [u8; 32], sealed: Sealed) -> Result<(), String> {
		let (Some(file), Some(keyring)) = (&mut self.file, &self.keyring) else { return Ok(()) };
		let opening = Opening { salt, plaintext: field.plaintext.to_owned().into() };
		let kept = SealLine::new(field.code, field.column, &opening, sealed, keyring);
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
			.map_err(|error| format!("the file of seals can't be written: {error}"))
	}
}

impl Sealer for Seals {
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String> {
		let key = (field.code.0.as_str().to_string(), field.column.to_string(), field.plaintext.to_string());
		if let Some(salt) = self.salts.get(&key) {
			return Ok(Sealed::new(salt, field.plaintext));
		}
		if self.locked {
			return Err("MissingKeyring: personal data is kept encrypted to your own key: make one by \
				suyuan-import keyring make FILE, and name it by --keyring FILE."
				.into());
		}
		let mut salt = [0; 32];
		getrandom::getrandom(&mut salt).map_err(|error| format!("no random salt: {error}"))?;
		let sealed = Sealed::new(&salt, field.plaintext);
		self.keep(&field, salt, sealed)?;
		self.salts.insert(key, salt);
		Ok(sealed)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::keyring;
	use std::{os::unix::fs::PermissionsExt, path::PathBuf};
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
}
