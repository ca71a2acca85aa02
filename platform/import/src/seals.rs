// SPDX-License-Identifier: Apache-2.0
//! Salts and plaintexts of personal data, in a file that stays on this machine.
//!
//! The same field of the same unit gets the same salt again, so that a second run sends the same as the first.

use crate::files::{self, Bounds};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::{
	collections::HashMap,
	fs::{File, OpenOptions},
	io::Write,
	os::unix::fs::OpenOptionsExt,
	path::Path,
};
use suyuan_primitives::values::Sealed;
use suyuan_sheets::{Seal, Sealer};

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
		Ok(Self { file: Some(file), bytes, salts })
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
		if let Some(file) = &mut self.file {
			let (code, column, plaintext) = key.clone();
			let sealed = format!("0x{}", hex::encode(sealed.0));
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
		Ok(sealed)
	}
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
