// SPDX-License-Identifier: Apache-2.0

//! The inputs that are kept, in a folder for each target.

use crate::Target;
use std::{fs, io, path::PathBuf};

fn folder(target: &Target) -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name)
}

/// The inputs of a target with the names of their files, in the order of the names.
///
/// # Errors
///
/// Returns an error if the folder or one of its files can't be read.
pub fn corpus(target: &Target) -> io::Result<Vec<(String, Vec<u8>)>> {
	let mut inputs = vec![];
	for entry in fs::read_dir(folder(target))? {
		let entry = entry?;
		inputs.push((entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?));
	}
	inputs.sort();
	Ok(inputs)
}

/// Writes the seeds of a target into its folder, where inputs that broke a bound stay as they are.
///
/// # Errors
///
/// Returns an error if a file can't be written.
pub fn write_corpus(target: &Target) -> io::Result<()> {
	let folder = folder(target);
	fs::create_dir_all(&folder)?;
	for (number, seed) in (target.seeds)().into_iter().enumerate() {
		fs::write(folder.join(format!("seed-{number:02}")), seed)?;
	}
	Ok(())
}
