// SPDX-License-Identifier: Apache-2.0
//! The journal of a sheet: the calls that were sent and their outcomes.
//!
//! A note is on disk before the thing happens, so that nothing is sent twice, whatever stops a run.

use crate::files::{self, Bounds};
use anyhow::{bail, Context};
use serde::{Deserialize, Serialize};
use std::{
	collections::{BTreeMap, HashSet},
	fs::{File, OpenOptions, TryLockError},
	io::{Seek, SeekFrom, Write},
	path::Path,
};

/// Room for many runs: a call's 256 keys take 17 KiB, and as many records as a sheet can have 17 MiB.
const BOUNDS: Bounds = Bounds { file: 256 * 1024 * 1024, line: 64 * 1024 };

/// A line of the journal.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Note {
	/// A transaction is about to be sent.
	Sent(Sent),
	/// The transaction became final and did what it was sent for.
	Done { hash: String, block: u64 },
	/// The transaction came to nothing: it was refused, or can't enter a block any more.
	Lost { hash: String, why: String },
}

/// A transaction that was sent.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(crate) struct Sent {
	pub(crate) hash: String,
	/// The keys of its records.
	pub(crate) keys: Vec<String>,
	/// The number of the final block at the time of sending.
	pub(crate) born: u64,
	/// The last block that may carry it.
	pub(crate) dies: u64,
}

/// The journal of a sheet. One run at a time writes it.
#[derive(Debug)]
pub(crate) struct Journal {
	file: File,
	done: HashSet<String>,
	open: BTreeMap<String, Sent>,
}

impl Journal {
	/// Opens a journal and reads it. A file that doesn't exist is created.
	pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
		let name = path.display();
		if path.exists() {
			files::regular(path)?;
		}
		let open = OpenOptions::new().read(true).append(true).create(true).open(path);
		let file = open.with_context(|| format!("can't keep a journal in {name}"))?;
		match file.try_lock() {
			Ok(()) => (),
			Err(TryLockError::WouldBlock) => bail!("another run is writing {name}"),
			Err(TryLockError::Error(error)) => return Err(error).context(format!("can't lock {name}")),
		}
		let mut journal = Self { file, done: HashSet::new(), open: BTreeMap::new() };
		let file = journal.file.try_clone().with_context(|| format!("can't read {name}"))?;
		let whole = files::lines(&file, path, BOUNDS, |number, line| {
			let note = serde_json::from_str(line);
			journal.apply(note.with_context(|| format!("line {number} of {name} is no note"))?);
			Ok(())
		})?;
		// A run that was stopped while it wrote a line had not sent anything of it yet.
		journal.file.set_len(whole).with_context(|| format!("can't repair {name}"))?;
		journal.file.seek(SeekFrom::End(0))?;
		Ok(journal)
	}

	/// Tells whether a record is final.
	pub(crate) fn is_done(&self, key: &str) -> bool {
		self.done.contains(key)
	}

	/// Transactions whose outcome is not known.
	pub(crate) fn open_ends(&self) -> Vec<Sent> {
		self.open.values().cloned().collect()
	}

	/// Notes that a transaction is about to be sent.
	pub(crate) fn sent(&mut self, sent: Sent) -> anyhow::Result<()> {
		self.note(Note::Sent(sent))
	}

	/// Notes that a transaction became final.
	pub(crate) fn done(&mut self, hash: &str, block: u64) -> anyhow::Result<()> {
		self.note(Note::Done { hash: hash.into(), block })
	}

	/// Notes that a transaction came to nothing.
	pub(crate) fn lost(&mut self, hash: &str, why: &str) -> anyhow::Result<()> {
		self.note(Note::Lost { hash: hash.into(), why: why.into() })
	}

	fn note(&mut self, note: Note) -> anyhow::Result<()> {
		let mut line = serde_json::to_string(&note)?;
		line.push('\n');
		self.file.write_all(line.as_bytes()).context("the journal can't be written")?;
		self.file.sync_data().context("the journal did not reach the disk")?;
		self.apply(note);
		Ok(())
	}

	fn apply(&mut self, note: Note) {
		match note {
			Note::Sent(sent) => {
				self.open.insert(sent.hash.clone(), sent);
			}
			Note::Done { hash, .. } => {
				self.done.extend(self.open.remove(&hash).into_iter().flat_map(|sent| sent.keys))
			}
			Note::Lost { hash, .. } => {
				self.open.remove(&hash);
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn sent(hash: &str, key: &str) -> Sent {
		Sent { hash: hash.into(), keys: vec![key.into()], born: 1, dies: 65 }
	}

	#[test]
	fn a_final_record_stays_so_and_an_open_one_is_found_again() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sheet.journal");
		let mut journal = Journal::open(&path).unwrap();
		for (hash, key) in [("0x1", "a"), ("0x2", "b"), ("0x3", "c")] {
			journal.sent(sent(hash, key)).unwrap();
		}
		journal.done("0x1", 7).unwrap();
		journal.lost("0x2", "NotAuthorized").unwrap();
		drop(journal);
		let journal = Journal::open(&path).unwrap();
		assert!(journal.is_done("a") && !journal.is_done("b") && !journal.is_done("c"));
		assert_eq!(journal.open_ends(), [sent("0x3", "c")]);
	}

	#[test]
	fn a_line_that_was_not_finished_is_taken_back() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sheet.journal");
		Journal::open(&path).unwrap().sent(sent("0x1", "a")).unwrap();
		let mut file = OpenOptions::new().append(true).open(&path).unwrap();
		file.write_all(b"{\"done\":{\"ha").unwrap();
		let mut journal = Journal::open(&path).unwrap();
		assert_eq!(journal.open_ends().len(), 1);
		journal.done("0x1", 9).unwrap();
		drop(journal);
		assert!(Journal::open(&path).unwrap().is_done("a"));
	}

	#[test]
	fn two_runs_don_t_write_one_journal() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sheet.journal");
		let _first = Journal::open(&path).unwrap();
		assert!(Journal::open(&path).unwrap_err().to_string().contains("another run"));
	}

	#[test]
	fn a_journal_of_something_else_is_refused() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("sheet.journal");
		std::fs::write(&path, "dear diary\n").unwrap();
		assert!(Journal::open(&path).unwrap_err().to_string().contains("line 1"));
	}
}
