// SPDX-License-Identifier: Apache-2.0
//! The keyring: secret keys of X25519, by which sealed data opens.
//!
//! A file that its owner alone reads: a heading, and a key a line, hexadecimal, the current one first. A key before it stays,
//! for what was sealed to it. A backup is the keyring sealed to another key, such as one on paper in a safe or that of a
//! department, and opens with that one alone.

use crate::{files, key};
use anyhow::{bail, ensure, Context};
use serde::{Deserialize, Serialize};
use sp_crypto_hashing::blake2_256;
use std::{
	fs::{self, OpenOptions},
	io::{self, Write},
	os::unix::fs::OpenOptionsExt,
	path::Path,
};
use suyuan_envelope::{
	open, seal, unwrap, wrap, Content, DataKey, EnvelopeError, Opening, Recipient, RecordId, SecretKey,
	Suite, Wrap,
};
use suyuan_primitives::values::{Sealed, SealingKey};

/// First line of a keyring.
const HEADING: &str = "suyuan-keyring/1";

/// The most keys of a keyring. What was sealed to one that left opens no more.
const MAX_KEYS: usize = 16;

/// The most bytes of a backup.
const MAX_BACKUP_BYTES: u64 = 64 * 1024;

/// The place of a record that a backup is bound to.
const BACKUP_CODE: &str = "other:suyuan-keyring";

/// The secret keys of a participant, the current one first.
pub(crate) struct Keyring(Vec<SecretKey>);

/// A backup of a keyring.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Backup {
	/// The key that opens it.
	to: String,
	content: String,
	wrap: String,
}

impl Keyring {
	/// Reads the keyring of a file that nobody else reads.
	pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
		Self::of_text(&key::from_file(path)?).with_context(|| path.display().to_string())
	}

	// No error repeats what was read.
	fn of_text(text: &str) -> anyhow::Result<Self> {
		let mut lines = text.lines();
		ensure!(lines.next() == Some(HEADING), "NoKeyring: the file does not begin with {HEADING}");
		let key = |line: &str| {
			let mut bytes = [0; 32];
			hex::decode_to_slice(line, &mut bytes).ok().context("NoKeyring: a line of the file is no key")?;
			Ok(SecretKey::from_bytes(bytes))
		};
		let keys = lines.map(key).collect::<anyhow::Result<Vec<_>>>()?;
		ensure!((1..=MAX_KEYS).contains(&keys.len()), "NoKeyring: a keyring has from 1 to {MAX_KEYS} keys");
		Ok(Self(keys))
	}

	fn text(&self) -> String {
		let keys = self.0.iter().map(|key| hex::encode(*key.to_bytes()));
		[HEADING.to_owned()].into_iter().chain(keys).map(|line| format!("{line}\n")).collect()
	}

	/// The public key that data is sealed to from now on.
	pub(crate) fn current(&self) -> SealingKey {
		self.0[0].public()
	}

	/// Unwraps a data key with whichever key it was wrapped for. `reader` is the one that the wrap was bound to.
	pub(crate) fn unwrap(
		&self,
		suite: Suite,
		record: &RecordId,
		wrap: &Wrap,
		reader: Option<&Recipient>,
	) -> Result<DataKey, EnvelopeError> {
		let unwrapped = self.0.iter().find_map(|key| unwrap(suite, record, wrap, reader, key).ok());
		unwrapped.ok_or(EnvelopeError::DoesNotOpen)
	}
}

/// Writes a file that its owner alone reads, and that was not there before.
pub(crate) fn write_new(path: &Path, content: &str) -> anyhow::Result<()> {
	let name = path.display();
	let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
	let mut file = file.with_context(|| format!("can't write {name}"))?;
	file.write_all(content.as_bytes())
		.and_then(|()| file.sync_all())
		.with_context(|| format!("can't write {name}"))
}

fn hexadecimal(key: &SealingKey) -> String {
	format!("0x{}", hex::encode(key.0))
}

/// Makes a keyring, or a new current key in one that is there. Returns the public key to register.
pub(crate) fn make(path: &Path) -> anyhow::Result<SealingKey> {
	if !path.exists() {
		let keyring = Keyring(vec![SecretKey::generate()]);
		write_new(path, &keyring.text())?;
		return Ok(keyring.current());
	}
	let Keyring(mut keys) = Keyring::read(path)?;
	ensure!(
		keys.len() < MAX_KEYS,
		"MaxKeysExceeded: {} has {MAX_KEYS} keys; begin another keyring",
		path.display()
	);
	keys.insert(0, SecretKey::generate());
	let keyring = Keyring(keys);
	// Whole or not at all: a keyring that is lost opens nothing any more.
	let beside = path.with_extension("new");
	write_new(&beside, &keyring.text())?;
	fs::rename(&beside, path).with_context(|| format!("can't replace {}", path.display()))?;
	Ok(keyring.current())
}

/// Prints the public keys, and no other.
pub(crate) fn show(path: &Path) -> anyhow::Result<()> {
	let keyring = Keyring::read(path)?;
	let mut out = io::stdout().lock();
	for (place, key) in keyring.0.iter().enumerate() {
		let state = if place == 0 { "current" } else { "before" };
		writeln!(out, "{}\t{state}", hexadecimal(&key.public()))?;
	}
	Ok(())
}

/// Seals a keyring to another key, into a new file.
pub(crate) fn backup(path: &Path, to: &str, into: &Path) -> anyhow::Result<()> {
	let keyring = Keyring::read(path)?;
	let mut key = [0; 32];
	let digits = to.strip_prefix("0x").unwrap_or(to);
	hex::decode_to_slice(digits, &mut key).ok().context("--to is no public key: 32 bytes, hexadecimal")?;
	let to = SealingKey(key);
	if keyring.0.iter().any(|own| own.public() == to) {
		bail!("BackupToItself: a backup to a key of the same keyring is lost with it; name another key");
	}
	let record = bound_to(&to)?;
	let opening = Opening { salt: [0; 32], plaintext: keyring.text().into() };
	let (content, data_key) = seal(Suite::ChaCha20Poly1305, &record, &opening)?;
	let wrapped = wrap(Suite::ChaCha20Poly1305, &record, &data_key, None, &to)?;
	let backup = Backup {
		to: hexadecimal(&to),
		content: hex::encode(content.as_bytes()),
		wrap: hex::encode(wrapped.0),
	};
	write_new(into, &format!("{}\n", serde_json::to_string(&backup)?))
}

/// Opens a backup with the keyring of the other key, into a new file.
pub(crate) fn restore(from: &Path, with: &Path, into: &Path) -> anyhow::Result<SealingKey> {
	let name = from.display();
	let bytes = files::read(from, MAX_BACKUP_BYTES)?;
	let bytes = bytes.with_context(|| {
		format!("FileTooLarge: {name} has more than {} KiB; it is no backup", MAX_BACKUP_BYTES >> 10)
	})?;
	let restored = opened(&bytes, &Keyring::read(with)?).with_context(|| name.to_string())?;
	write_new(into, &restored.text())?;
	Ok(restored.current())
}

fn opened(backup: &[u8], with: &Keyring) -> anyhow::Result<Keyring> {
	let none = "NoBackup: the file is no backup of a keyring";
	let backup: Backup = serde_json::from_slice(backup).ok().context(none)?;
	let mut to = [0; 32];
	hex::decode_to_slice(backup.to.trim_start_matches("0x"), &mut to).ok().context(none)?;
	let record = bound_to(&SealingKey(to))?;
	let content = Content::from_bytes(hex::decode(&backup.content).ok().context(none)?)?;
	let wrapped = Wrap::from_bytes(&hex::decode(&backup.wrap).ok().context(none)?)?;
	let data_key = with.unwrap(content.suite(), &record, &wrapped, None)?;
	let opening = open(&record, &content, &data_key)?;
	Keyring::of_text(&opening.plaintext)
}

/// The record that a backup to a key is bound to.
fn bound_to(to: &SealingKey) -> anyhow::Result<RecordId> {
	let code = BACKUP_CODE.parse().ok().context("the place of a backup is a trace code")?;
	Ok(RecordId { genesis: [0; 32], code, commitment: Sealed(blake2_256(&to.0)) })
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::os::unix::fs::PermissionsExt;

	#[test]
	fn a_keyring_is_made_for_its_owner_alone_and_keeps_the_keys_before() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("keyring");
		let first = make(&path).unwrap();
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		let second = make(&path).unwrap();
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		let keys: Vec<_> = Keyring::read(&path).unwrap().0.iter().map(SecretKey::public).collect();
		assert_eq!(keys, [second, first]);
		for _ in 2..MAX_KEYS {
			make(&path).unwrap();
		}
		assert!(make(&path).unwrap_err().to_string().starts_with("MaxKeysExceeded"));
	}

	#[test]
	fn a_keyring_that_others_read_is_refused() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("keyring");
		make(&path).unwrap();
		fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
		assert!(format!("{:#}", Keyring::read(&path).err().unwrap()).contains("chmod 600"));
	}

	#[test]
	fn a_backup_opens_with_the_other_key_alone_and_shows_nothing() {
		let folder = tempfile::tempdir().unwrap();
		let file = |name: &str| folder.path().join(name);
		let own = make(&file("own")).unwrap();
		let safe = hexadecimal(&make(&file("safe")).unwrap());
		backup(&file("own"), &safe, &file("backup")).unwrap();
		let secret = Keyring::read(&file("own")).unwrap().text();
		let kept = fs::read_to_string(file("backup")).unwrap();
		assert!(secret.lines().skip(1).all(|key| !kept.contains(key)));
		let other = restore(&file("backup"), &file("own"), &file("restored")).err().unwrap();
		assert!(format!("{other:#}").contains("DoesNotOpen"), "{other:#}");
		assert_eq!(restore(&file("backup"), &file("safe"), &file("restored")).unwrap(), own);
		assert_eq!(Keyring::read(&file("restored")).unwrap().text(), secret);
		// Nothing is written over.
		assert!(restore(&file("backup"), &file("safe"), &file("restored")).is_err());
		assert!(backup(&file("own"), &safe, &file("backup")).is_err());
	}

	#[test]
	fn a_backup_to_itself_or_to_no_key_is_refused() {
		let folder = tempfile::tempdir().unwrap();
		let file = |name: &str| folder.path().join(name);
		let own = hexadecimal(&make(&file("own")).unwrap());
		let to = |key: &str| backup(&file("own"), key, &file("backup")).unwrap_err().to_string();
		assert!(to(&own).starts_with("BackupToItself"));
		assert!(to("0x07").contains("--to"));
		assert!(to(&"00".repeat(32)).starts_with("UnusableKey"));
	}

	#[test]
	fn a_file_that_is_none_is_refused_without_being_repeated() {
		let none = format!("{HEADING}\n{}x\n", "5a".repeat(31));
		for text in ["", HEADING, "5a", &none] {
			let error = format!("{:#}", Keyring::of_text(text).err().unwrap());
			assert!(error.starts_with("NoKeyring") && !error.contains("5a5a"), "{error}");
		}
		assert!(opened(b"{}", &Keyring(vec![SecretKey::generate()])).is_err());
	}
}
