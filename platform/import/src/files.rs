// SPDX-License-Identifier: Apache-2.0
//! Reads files whole or line by line, up to a bound.

use anyhow::{bail, ensure, Context};
use std::{
	fs::File,
	io::{BufRead, BufReader, Read},
	path::Path,
};

/// Opens a file to read it. Files without an end of their own, such as pipes and devices, are refused.
pub(crate) fn open(path: &Path) -> anyhow::Result<File> {
	let name = path.display();
	// Before it is opened: opening a pipe waits for a writer.
	regular(path)?;
	File::open(path).with_context(|| format!("can't read {name}"))
}

/// Refuses a path that exists and is no regular file.
pub(crate) fn regular(path: &Path) -> anyhow::Result<()> {
	let name = path.display();
	let meta = path.metadata().with_context(|| format!("can't read {name}"))?;
	ensure!(meta.is_file(), "{name} is no file");
	Ok(())
}

/// Reads a file whole. `None` if it is longer than `most`.
pub(crate) fn read(path: &Path, most: u64) -> anyhow::Result<Option<Vec<u8>>> {
	let mut content = Vec::new();
	let read = open(path)?.take(most + 1).read_to_end(&mut content);
	read.with_context(|| format!("can't read {}", path.display()))?;
	Ok((content.len() as u64 <= most).then_some(content))
}

/// Bounds of a file that is read line by line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
	/// Bytes of the file.
	pub(crate) file: u64,
	/// Bytes of a line.
	pub(crate) line: u64,
}

/// Passes every finished line to `each`, with its number from 1. Returns the bytes of these lines.
pub(crate) fn lines(
	file: &File,
	path: &Path,
	bounds: Bounds,
	mut each: impl FnMut(usize, &str) -> anyhow::Result<()>,
) -> anyhow::Result<u64> {
	let name = path.display();
	let mut reader = BufReader::new(file);
	let (mut line, mut whole) = (Vec::new(), 0);
	for number in 1.. {
		line.clear();
		let read = reader.by_ref().take(bounds.line + 1).read_until(b'\n', &mut line);
		let read = read.with_context(|| format!("can't read {name}"))? as u64;
		ensure!(
			read <= bounds.line,
			"LineTooLong: line {number} of {name} has more than {} KiB; it is none of this program's",
			bounds.line >> 10
		);
		if whole + read > bounds.file {
			bail!("FileTooLarge: {name} has more than {} MiB; begin another one", bounds.file >> 20);
		}
		let Some(line) = line.strip_suffix(b"\n") else { break };
		whole += read;
		let line = std::str::from_utf8(line).ok();
		each(number, line.with_context(|| format!("line {number} of {name} is not UTF-8"))?)?;
	}
	Ok(whole)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs, io::Write};

	const SMALL: Bounds = Bounds { file: 4096, line: 1024 };

	fn lines_of(content: &str) -> anyhow::Result<(Vec<String>, u64)> {
		let mut file = tempfile::NamedTempFile::new().unwrap();
		file.write_all(content.as_bytes()).unwrap();
		let mut found = Vec::new();
		let whole = lines(&File::open(file.path()).unwrap(), file.path(), SMALL, |_, line| {
			found.push(line.to_string());
			Ok(())
		})?;
		Ok((found, whole))
	}

	#[test]
	fn a_line_that_was_not_finished_is_none() {
		let (found, whole) = lines_of("one\ntwo\nthr").unwrap();
		assert_eq!((found, whole), (vec!["one".to_string(), "two".into()], 8));
	}

	#[test]
	fn a_file_or_line_that_is_too_long_is_refused_by_name() {
		let long = lines_of(&"x".repeat(1025)).unwrap_err().to_string();
		assert!(long.starts_with("LineTooLong: line 1 of ") && long.contains("1 KiB"), "{long}");
		let large = lines_of(&format!("{}\n", "x".repeat(999)).repeat(5)).unwrap_err().to_string();
		assert!(large.starts_with("FileTooLarge: "), "{large}");
	}

	#[test]
	fn a_device_is_no_file() {
		let error = read(Path::new("/dev/zero"), 1024).unwrap_err().to_string();
		assert_eq!(error, "/dev/zero is no file");
		let folder = tempfile::tempdir().unwrap();
		assert!(read(folder.path(), 1024).unwrap_err().to_string().ends_with("is no file"));
	}

	#[test]
	fn a_file_is_read_whole_or_not_at_all() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("file");
		fs::write(&path, "12345").unwrap();
		assert_eq!(read(&path, 5).unwrap().as_deref(), Some(&b"12345"[..]));
		assert_eq!(read(&path, 4).unwrap(), None);
	}
}
