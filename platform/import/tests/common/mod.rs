// SPDX-License-Identifier: Apache-2.0
//! Hostile files, and the importer that is given them. They are written as a stream, so that this process stays small.

use std::{
	ffi::OsStr,
	fs::File,
	io::{BufWriter, Read, Write},
	mem::MaybeUninit,
	path::{Path, PathBuf},
	process::{Command, Stdio},
};
use tempfile::TempDir;
use zip::{write::SimpleFileOptions, CompressionMethod, ZipWriter};

/// The outcome of a run of the importer.
pub(crate) struct Ran {
	pub(crate) code: i32,
	pub(crate) said: String,
	/// Peak memory in MiB.
	pub(crate) peak: u64,
}

/// Runs the importer on a file, without a node.
pub(crate) fn import(path: &Path, more: &[&OsStr]) -> Ran {
	let mut command = Command::new(env!("CARGO_BIN_EXE_suyuan-import"));
	command.arg(path).arg("--dry-run").args(more);
	// Waited for below, which the lint doesn't know.
	#[allow(clippy::zombie_processes)]
	let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
	let mut said = String::new();
	child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
	let (mut status, mut usage) = (0, MaybeUninit::<libc::rusage>::zeroed());
	// The standard library waits for a child without reading its peak memory.
	// SAFETY: the child is ours and has not been waited for, and both places are there to be written to.
	let usage = unsafe {
		assert_eq!(libc::wait4(child.id() as i32, &mut status, 0, usage.as_mut_ptr()), child.id() as i32);
		usage.assume_init()
	};
	assert!(libc::WIFEXITED(status), "it did not end by itself: {status}\n{said}");
	Ran { code: libc::WEXITSTATUS(status), said, peak: usage.ru_maxrss as u64 >> 10 }
}

/// A part of a workbook, and what writes it.
pub(crate) type Part<'a> = (&'a str, &'a dyn Fn(&mut dyn Write));

/// A folder for files.
pub(crate) struct Files(TempDir);

impl Files {
	pub(crate) fn new() -> Self {
		Self(tempfile::tempdir().unwrap())
	}

	/// A file of the name, written by `write`.
	pub(crate) fn file(&self, name: &str, write: impl FnOnce(&mut dyn Write)) -> PathBuf {
		let path = self.0.path().join(name);
		let mut file = BufWriter::new(File::create(&path).unwrap());
		write(&mut file);
		file.flush().unwrap();
		path
	}

	/// A workbook with a sheet, and further parts or others in place of the usual ones.
	pub(crate) fn book(&self, sheet: &dyn Fn(&mut dyn Write), parts: &[Part<'_>]) -> PathBuf {
		let path = self.0.path().join("book.xlsx");
		let mut book = ZipWriter::new(BufWriter::new(File::create(&path).unwrap()));
		let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
		let whole = |out: &mut dyn Write| {
			put(out, "<worksheet><sheetData>");
			sheet(out);
			put(out, "</sheetData></worksheet>");
		};
		let workbook = |out: &mut dyn Write| {
			put(out, r#"<workbook><sheets><sheet name="1" r:id="a"/></sheets></workbook>"#)
		};
		let relations = |out: &mut dyn Write| {
			put(
				out,
				r#"<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>"#,
			)
		};
		let usual: [Part<'_>; 3] = [
			("xl/workbook.xml", &workbook),
			("xl/_rels/workbook.xml.rels", &relations),
			("xl/worksheets/sheet1.xml", &whole),
		];
		let has = |name: &str| parts.iter().any(|(other, _)| *other == name);
		for (name, write) in parts.iter().chain(usual.iter().filter(|(name, _)| !has(name))) {
			book.start_file(*name, options).unwrap();
			write(&mut book);
		}
		book.finish().unwrap().flush().unwrap();
		path
	}
}

pub(crate) fn put(out: &mut dyn Write, text: &str) {
	out.write_all(text.as_bytes()).unwrap();
}

/// Writes a text many times, a chunk at a time.
pub(crate) fn repeat(out: &mut dyn Write, text: &str, times: usize) {
	let at_once = (64 * 1024 / text.len()).clamp(1, times.max(1));
	let chunk = text.repeat(at_once);
	for _ in 0..times / at_once {
		put(out, &chunk);
	}
	put(out, &text.repeat(times % at_once));
}
