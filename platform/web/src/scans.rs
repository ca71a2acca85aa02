// SPDX-License-Identifier: Apache-2.0

//! Counts of look-ups of each trace code. A code looked up unusually often may have been copied.
//!
//! Look-ups are counted in memory and written in batches, off the path of the requests. The count shown to a reader is
//! exact all the same, as far as this process knows: other processes' counts on the same database are learnt with the next
//! batch.

use sqlx::AnyConnection;
use std::{
	collections::HashMap,
	sync::{Mutex, MutexGuard, PoisonError},
};
use suyuan_store::model::Scans as Counted;

/// Time for which a code is kept after its last look-up, in milliseconds: longer than any answer takes. So no request adds
/// to a count that was read before a batch was written.
const REMEMBERED: i64 = 120_000;

/// Counters of the codes that were looked up lately.
#[derive(Default)]
pub struct Scans(Mutex<HashMap<String, Lately>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lately {
	/// Number in the database.
	known: i64,
	/// Number in the batch that is being written.
	writing: i64,
	/// Number for the next batch.
	waiting: i64,
	first_at: i64,
	last_at: i64,
}

impl Lately {
	fn count(&self) -> i64 {
		self.known + self.writing + self.waiting
	}
}

impl Scans {
	/// Counts a look-up, and returns the count with this one. `counted` is the database's.
	pub fn seen(&self, code: &str, counted: Counted, now: i64) -> Counted {
		let mut all = self.all();
		if let Some(lately) = all.get_mut(code) {
			let last_at = Some(lately.last_at);
			lately.waiting += 1;
			lately.last_at = now;
			return Counted { count: lately.count(), first_at: Some(lately.first_at), last_at };
		}
		let first_at = counted.first_at.unwrap_or(now);
		let lately = Lately { known: counted.count, writing: 0, waiting: 1, first_at, last_at: now };
		all.insert(code.to_owned(), lately);
		Counted { count: lately.count(), first_at: Some(first_at), last_at: counted.last_at }
	}

	/// Returns the count without counting a look-up.
	pub fn so_far(&self, code: &str, counted: Counted) -> Counted {
		self.all().get(code).map_or(counted, |lately| Counted {
			count: lately.count(),
			first_at: Some(lately.first_at),
			last_at: Some(lately.last_at),
		})
	}

	/// Takes the counts to be written, in the order of the codes, so that two processes can't deadlock.
	pub(super) fn take(&self) -> Batch {
		let mut batch = vec![];
		for (code, lately) in self.all().iter_mut().filter(|(_, lately)| lately.waiting > 0) {
			lately.writing = std::mem::take(&mut lately.waiting);
			batch.push((code.clone(), *lately));
		}
		batch.sort_by(|(one, _), (other, _)| one.cmp(other));
		Batch(batch)
	}

	/// Notes that a batch is in the database, with the counts there. Drops codes that were not looked up for a while.
	pub(super) fn written(&self, batch: &Batch, counts: &[i64], now: i64) {
		let mut all = self.all();
		for ((code, _), count) in batch.0.iter().zip(counts) {
			if let Some(lately) = all.get_mut(code) {
				lately.known = *count;
				lately.writing = 0;
			}
		}
		all.retain(|_, lately| lately.writing + lately.waiting > 0 || lately.last_at + REMEMBERED > now);
	}

	/// Returns the counts of a batch that could not be written.
	pub(super) fn put_back(&self, batch: &Batch) {
		let mut all = self.all();
		for (code, _) in &batch.0 {
			if let Some(lately) = all.get_mut(code) {
				lately.waiting += std::mem::take(&mut lately.writing);
			}
		}
	}

	fn all(&self) -> MutexGuard<'_, HashMap<String, Lately>> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
	pub async fn write(&self, connection: &mut AnyConnection) -> Result<Vec<i64>, sqlx::Error> {
		let mut counts = Vec::with_capacity(self.0.len());
		for (code, lately) in &self.0 {
			let count = sqlx::query_scalar(
				"INSERT INTO scans (code, count, first_at, last_at) VALUES ($1, $2, $3, $4)
				ON CONFLICT (code) DO UPDATE SET count = scans.count + excluded.count, last_at = excluded.last_at
				RETURNING count",
			)
			.bind(code)
			.bind(lately.writing)
			.bind(lately.first_at)
			.bind(lately.last_at)
			.fetch_one(&mut *connection)
			.await?;
			counts.push(count);
		}
		Ok(counts)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_first_look_up_is_the_first() {
		let scans = Scans::default();
		let first = scans.seen("a", Counted::default(), 10);
		assert_eq!((first.count, first.first_at, first.last_at), (1, Some(10), None));
		let second = scans.seen("a", Counted::default(), 20);
		assert_eq!((second.count, second.first_at, second.last_at), (2, Some(10), Some(10)));
	}

	#[test]
	fn those_in_the_database_count() {
		let scans = Scans::default();
		let counted = Counted { count: 5, first_at: Some(1), last_at: Some(2) };
		assert_eq!(scans.so_far("a", counted.clone()).count, 5);
		let seen = scans.seen("a", counted.clone(), 10);
		assert_eq!((seen.count, seen.first_at, seen.last_at), (6, Some(1), Some(2)));
		let asked = scans.so_far("a", counted);
		assert_eq!((asked.count, asked.first_at, asked.last_at), (6, Some(1), Some(10)));
	}

	#[test]
	fn a_reader_sees_every_look_up_once_while_a_batch_is_written() {
		let scans = Scans::default();
		let count = |known: i64| scans.so_far("a", Counted { count: known, ..Counted::default() }).count;
		scans.seen("a", Counted::default(), 10);
		let batch = scans.take();
		scans.seen("a", Counted::default(), 20);
		// The database may have been read before the batch was in it, or after.
		assert_eq!((count(0), count(1)), (2, 2));
		// Another process counted three of its own.
		scans.written(&batch, &[4], 30);
		assert_eq!((count(0), count(4)), (5, 5));
		assert_eq!(scans.take().0.len(), 1);
	}

	#[test]
	fn what_could_not_be_written_is_written_later() {
		let scans = Scans::default();
		scans.seen("a", Counted::default(), 10);
		let batch = scans.take();
		scans.seen("a", Counted::default(), 20);
		scans.put_back(&batch);
		assert_eq!(scans.so_far("a", Counted::default()).count, 2);
		let again = scans.take();
		assert_eq!((again.0[0].1.writing, again.0[0].1.first_at), (2, 10));
	}

	#[test]
	fn what_nobody_looks_up_any_more_is_forgotten() {
		let scans = Scans::default();
		scans.seen("a", Counted::default(), 10);
		let batch = scans.take();
		scans.written(&batch, &[1], 10 + REMEMBERED - 1);
		assert_eq!(scans.all().len(), 1);
		scans.seen("b", Counted::default(), 20);
		scans.written(&Batch(vec![]), &[], 20 + REMEMBERED);
		assert_eq!(scans.all().keys().collect::<Vec<_>>(), ["b"], "what waits to be written is not");
	}
}
