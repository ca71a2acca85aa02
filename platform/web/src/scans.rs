// SPDX-License-Identifier: Apache-2.0

//! Counts of look-ups of each trace code. A code looked up unusually often may have been copied.
//!
//! Look-ups are counted in memory and written in batches, off the path of the requests. The count shown to a reader is
//! exact all the same, as far as this process knows: other processes' counts on the same database are learnt with the next
//! batch. Look-ups are told from readers: one reader may look a code up on many days, but a code that many readers look up
//! is on many labels.

use crate::readers::{Reader, Readers, Visit};
use sqlx::{AnyConnection, Row};
use std::{
	collections::HashMap,
	ops::Add,
	sync::{Mutex, MutexGuard, PoisonError},
};
use suyuan_store::model::Scans as Counted;

/// Time for which a code is kept after its last look-up, in milliseconds: longer than any answer takes. So no request adds
/// to a count that was read before a batch was written.
const REMEMBERED: i64 = 120_000;

/// Counters of the codes that were looked up lately.
#[derive(Default)]
pub struct Scans {
	lately: Mutex<HashMap<String, Lately>>,
	readers: Readers,
}

/// Numbers of look-ups and of readers among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
	count: i64,
	readers: i64,
}

impl Add for Numbers {
	type Output = Self;

	fn add(self, other: Self) -> Self {
		Self { count: self.count + other.count, readers: self.readers + other.readers }
	}
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lately {
	/// Numbers in the database.
	known: Numbers,
	/// Numbers in the batch that is being written.
	writing: Numbers,
	/// Numbers for the next batch.
	waiting: Numbers,
	first_at: i64,
	last_at: i64,
}

impl Lately {
	fn shown(&self, last_at: Option<i64>) -> Counted {
		let Numbers { count, readers } = self.known + self.writing + self.waiting;
		Counted { count, readers, first_at: Some(self.first_at), last_at }
	}
}

impl Scans {
	/// Counts a look-up unless it is a reload, and returns the counts with it. `counted` is the database's.
	pub fn seen(&self, code: &str, reader: Reader<'_>, counted: Counted, now: i64) -> Counted {
		match self.readers.visit(reader, code, now) {
			Visit::NewReader => self.add(code, Numbers { count: 1, readers: 1 }, counted, now),
			Visit::Again => self.add(code, Numbers { count: 1, readers: 0 }, counted, now),
			Visit::Reload => self.so_far(code, counted),
		}
	}

	fn add(&self, code: &str, numbers: Numbers, counted: Counted, now: i64) -> Counted {
		let mut all = self.all();
		if let Some(lately) = all.get_mut(code) {
			let last_at = Some(lately.last_at);
			lately.waiting = lately.waiting + numbers;
			lately.last_at = now;
			return lately.shown(last_at);
		}
		let first_at = counted.first_at.unwrap_or(now);
		let known = Numbers { count: counted.count, readers: counted.readers };
		let lately = Lately { known, writing: Numbers::default(), waiting: numbers, first_at, last_at: now };
		all.insert(code.to_owned(), lately);
		lately.shown(counted.last_at)
	}

	/// Forgets readers that were not here for a day.
	pub fn forget_readers(&self, now: i64) {
		self.readers.forget(now);
	}

	/// Returns the count without counting a look-up.
	pub fn so_far(&self, code: &str, counted: Counted) -> Counted {
		self.all().get(code).map_or(counted, |lately| lately.shown(Some(lately.last_at)))
	}

	/// Takes the counts to be written, in the order of the codes, so that two processes can't deadlock.
	pub(super) fn take(&self) -> Batch {
		let mut batch = vec![];
		for (code, lately) in self.all().iter_mut().filter(|(_, lately)| lately.waiting.count > 0) {
			lately.writing = std::mem::take(&mut lately.waiting);
			batch.push((code.clone(), *lately));
		}
		batch.sort_by(|(one, _), (other, _)| one.cmp(other));
		Batch(batch)
	}

	/// Notes that a batch is in the database, with the counts there. Drops codes that were not looked up for a while.
	pub(super) fn written(&self, batch: &Batch, counts: &[Numbers], now: i64) {
		let mut all = self.all();
		for ((code, _), count) in batch.0.iter().zip(counts) {
			if let Some(lately) = all.get_mut(code) {
				lately.known = *count;
				lately.writing = Numbers::default();
			}
		}
		all.retain(|_, lately| {
			(lately.writing + lately.waiting).count > 0 || lately.last_at + REMEMBERED > now
		});
	}

	/// Returns the counts of a batch that could not be written.
	pub(super) fn put_back(&self, batch: &Batch) {
		let mut all = self.all();
		for (code, _) in &batch.0 {
			if let Some(lately) = all.get_mut(code) {
				lately.waiting = lately.waiting + std::mem::take(&mut lately.writing);
			}
		}
	}

	fn all(&self) -> MutexGuard<'_, HashMap<String, Lately>> {
		self.lately.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// Counts to be written.
pub(super) struct Batch(Vec<(String, Lately)>);

impl Batch {
	/// Returns true if there are none.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	/// Writes the counts, and returns the database's count of each code.
	pub async fn write(&self, connection: &mut AnyConnection) -> Result<Vec<Numbers>, sqlx::Error> {
		let mut counts = Vec::with_capacity(self.0.len());
		for (code, lately) in &self.0 {
			let row = sqlx::query(
				"INSERT INTO scans (code, count, readers, first_at, last_at) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (code) DO UPDATE SET count = scans.count + excluded.count,
					readers = scans.readers + excluded.readers, last_at = excluded.last_at
				RETURNING count, readers",
			)
			.bind(code)
			.bind(lately.writing.count)
			.bind(lately.writing.readers)
			.bind(lately.first_at)
			.bind(lately.last_at)
			.fetch_one(&mut *connection)
			.await?;
			counts.push(Numbers { count: row.try_get(0)?, readers: row.try_get(1)? });
		}
		Ok(counts)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Counts a look-up by a new reader.
	fn see(scans: &Scans, code: &str, now: i64) -> Counted {
		scans.add(code, Numbers { count: 1, readers: 1 }, Counted::default(), now)
	}

	#[test]
	fn the_first_look_up_is_the_first() {
		let scans = Scans::default();
		let first = see(&scans, "a", 10);
		assert_eq!((first.count, first.readers, first.first_at, first.last_at), (1, 1, Some(10), None));
		let second = see(&scans, "a", 20);
		assert_eq!(
			(second.count, second.readers, second.first_at, second.last_at),
			(2, 2, Some(10), Some(10))
		);
	}

	#[test]
	fn look_ups_are_told_from_readers_and_reloads_are_none() {
		let scans = Scans::default();
		let headers = Default::default();
		let reader = Reader { client: crate::client::Client::at([192, 0, 2, 1].into()), headers: &headers };
		let hour = 3_600_000;
		let counts = [0, 1, hour, hour + 1, 2 * hour].map(|now| {
			let seen = scans.seen("a", reader, Counted::default(), now);
			(seen.count, seen.readers, seen.last_at)
		});
		assert_eq!(
			counts,
			[(1, 1, None), (1, 1, Some(0)), (2, 1, Some(0)), (2, 1, Some(hour)), (3, 1, Some(hour))]
		);
	}

	#[test]
	fn those_in_the_database_count() {
		let scans = Scans::default();
		let counted = Counted { count: 5, readers: 3, first_at: Some(1), last_at: Some(2) };
		assert_eq!(scans.so_far("a", counted.clone()).count, 5);
		let seen = scans.add("a", Numbers { count: 1, readers: 0 }, counted.clone(), 10);
		assert_eq!((seen.count, seen.readers, seen.first_at, seen.last_at), (6, 3, Some(1), Some(2)));
		let asked = scans.so_far("a", counted);
		assert_eq!((asked.count, asked.readers, asked.first_at, asked.last_at), (6, 3, Some(1), Some(10)));
	}

	#[test]
	fn a_reader_sees_every_look_up_once_while_a_batch_is_written() {
		let scans = Scans::default();
		let count = |known: i64| scans.so_far("a", Counted { count: known, ..Counted::default() }).count;
		see(&scans, "a", 10);
		let batch = scans.take();
		see(&scans, "a", 20);
		// The database may have been read before the batch was in it, or after.
		assert_eq!((count(0), count(1)), (2, 2));
		// Another process counted three of its own.
		scans.written(&batch, &[Numbers { count: 4, readers: 2 }], 30);
		assert_eq!((count(0), count(4)), (5, 5));
		assert_eq!(scans.take().0.len(), 1);
	}

	#[test]
	fn what_could_not_be_written_is_written_later() {
		let scans = Scans::default();
		see(&scans, "a", 10);
		let batch = scans.take();
		see(&scans, "a", 20);
		scans.put_back(&batch);
		assert_eq!(scans.so_far("a", Counted::default()).count, 2);
		let again = scans.take();
		assert_eq!((again.0[0].1.writing, again.0[0].1.first_at), (Numbers { count: 2, readers: 2 }, 10));
	}

	#[test]
	fn what_nobody_looks_up_any_more_is_forgotten() {
		let scans = Scans::default();
		see(&scans, "a", 10);
		let batch = scans.take();
		scans.written(&batch, &[Numbers { count: 1, readers: 1 }], 10 + REMEMBERED - 1);
		assert_eq!(scans.all().len(), 1);
		see(&scans, "b", 20);
		scans.written(&Batch(vec![]), &[], 20 + REMEMBERED);
		assert_eq!(scans.all().keys().collect::<Vec<_>>(), ["b"], "what waits to be written is not");
	}
}
