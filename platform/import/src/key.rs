// SPDX-License-Identifier: Apache-2.0
//! Reads the key that signs.
//!
//! The key comes from a file that only its owner can read or from the environment, never from the command line, where
//! every user of the machine sees it.

use crate::files;
use anyhow::{bail, Context};
use std::{env, fs, os::unix::fs::PermissionsExt, path::Path, str::FromStr};
use subxt_signer::{sr25519::Keypair, SecretUri};

/// Bytes of a key file: a phrase of 24 words and a path have some 300.
const MAX_KEY_BYTES: u64 = 4096;

/// Reads the key that `--key` names.
pub(crate) fn read(source: &str) -> anyhow::Result<Keypair> {
	let secret = match source.strip_prefix("env:") {
		Some(name) => env::var(name).with_context(|| format!("the environment has no {name}"))?,
		None => from_file(Path::new(source))?,
	};
	// Neither error repeats what was read.
	let uri = SecretUri::from_str(secret.trim()).ok().context("the key is no secret phrase, seed or path")?;
	Keypair::from_uri(&uri).ok().context("the key is no secret phrase, seed or path")
}

/// Reads a text from a file that its owner alone reads.
pub(crate) fn from_file(path: &Path) -> anyhow::Result<String> {
	let name = path.display();
	let meta = fs::metadata(path).with_context(|| {
		format!("no key file {name}; a key itself is never given on the command line, where others see it")
	})?;
	if meta.permissions().mode() & 0o077 != 0 {
		bail!("others can read the key file {name}: chmod 600 {name}");
	}
	let content = files::read(path, MAX_KEY_BYTES)?.with_context(|| {
		format!("FileTooLarge: the key file {name} has more than {MAX_KEY_BYTES} bytes; it holds one key")
	})?;
	String::from_utf8(content).ok().with_context(|| format!("the key file {name} is no text"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::io::Write;

	#[test]
	fn a_key_comes_from_a_file_that_others_can_t_read() {
		let mut file = tempfile::NamedTempFile::new().unwrap();
		writeln!(file, "//Alice").unwrap();
		let path = file.path().to_str().unwrap();
		let alice = subxt_signer::sr25519::dev::alice().public_key().0;
		assert_eq!(read(path).unwrap().public_key().0, alice);
		fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
		assert!(read(path).err().unwrap().to_string().contains("chmod 600"));
	}

	#[test]
	fn a_key_on_the_command_line_is_refused_without_being_repeated() {
		let error = read("bottom drive obey lake").err().unwrap();
		assert!(error.to_string().contains("never given on the command line"));
		assert!(read("env:SUYUAN_NO_SUCH_VARIABLE")
			.err()
			.unwrap()
			.to_string()
			.contains("SUYUAN_NO_SUCH_VARIABLE"));
	}

	#[test]
	fn a_key_file_holds_a_key_and_no_more() {
		let mut file = tempfile::NamedTempFile::new().unwrap();
		write!(file, "{}", " ".repeat(4097)).unwrap();
		let error = read(file.path().to_str().unwrap()).err().unwrap().to_string();
		assert!(error.starts_with("FileTooLarge: ") && error.contains("4096"), "{error}");
	}

	#[test]
	fn a_text_that_is_no_key_is_not_repeated_either() {
		let mut file = tempfile::NamedTempFile::new().unwrap();
		write!(file, "not a phrase at all").unwrap();
		let error = read(file.path().to_str().unwrap()).err().unwrap();
		assert!(!format!("{error:#}").contains("phrase at"), "{error:#}");
	}
}
