// SPDX-License-Identifier: Apache-2.0

//! The query log: names, routes and times of look-ups (service quality §5.2.2.3).
//!
//! A request reserves its slot in the log before it is answered, and is refused if there is none: so no answer goes
//! unlogged. Entries are written in batches, off the path of the requests; a process that is killed loses those younger
//! than [`GATHERING`], one that is stopped loses none.

use crate::scans::{self, Numbers as ScanNumbers, Scans};
use sqlx::AnyConnection;
use std::{sync::Arc, time::Duration};
use suyuan_store::{now, read::queries::Query, Database};
use tokio::{
	sync::mpsc::{self, OwnedPermit},
	time::{sleep, timeout},
};

/// Entries that may wait to be written.
const MAX_WAITING: usize = 16_384;

/// Entries that are written in one transaction at most.
const BATCH: usize = 2_048;

/// Rows of one INSERT statement.
const ROWS: usize = 64;

/// Time for which entries are gathered before they are written.
pub const GATHERING: Duration = Duration::from_millis(250);

/// Longest wait of a request for a slot in the log, and pause after a failed write.
const SLOT_TIMEOUT: Duration = Duration::from_secs(1);

/// Sending end of the log, which requests share.
#[derive(Clone)]
pub struct QueryLog(mpsc::Sender<Query>);

/// Reserved slot in the log.
pub struct Place(OwnedPermit<Query>);

impl QueryLog {
	/// Makes a log and its writer.
	pub fn new() -> (Self, Writer) {
		let (sender, receiver) = mpsc::channel(MAX_WAITING);
		(Self(sender), Writer { receiver, numbers: Numbers::default() })
	}

	/// Reserves a slot. None if the database can't keep up.
	pub async fn place(&self) -> Option<Place> {
		timeout(SLOT_TIMEOUT, self.0.clone().reserve_owned()).await.ok()?.ok().map(Place)
	}
}

impl Place {
	/// Logs the query in the slot.
	pub fn take(self, query: Query) {
		self.0.send(query);
	}
}

/// Receiving end of the log, which writes to the database.
pub struct Writer {
	receiver: mpsc::Receiver<Query>,
	numbers: Numbers,
}

/// Entries and counts that go into one transaction.
///
/// A transaction whose end was not heard of may have been committed. So a batch that failed is tried again as it is, and
/// not before its first entry was looked for: counts can't tell whether they were added already. If another process took one
/// of its numbers, nothing was committed, and it gets new ones.
struct Batch {
	queries: Vec<Query>,
	looked_up: scans::Batch,
}

impl Batch {
	/// Writes the batch, unless an earlier attempt did, and returns the counts in the database.
	async fn write(&self, database: &Database, is_again: bool) -> Result<Vec<ScanNumbers>, sqlx::Error> {
		let mut transaction = database.pool().begin().await?;
		let first = self.queries.first().filter(|_| is_again);
		if let Some(query) = first {
			// The number alone may be another process's.
			let sql =
				"SELECT COUNT(*) FROM queries WHERE id = $1 AND micros = $2 AND client = $3 AND what = $4";
			let there: i64 = sqlx::query_scalar(sql)
				.bind(query.id)
				.bind(query.micros)
				.bind(&query.client)
				.bind(&query.what)
				.fetch_one(&mut *transaction)
				.await?;
			if there > 0 {
				return self.looked_up.read(&mut transaction).await;
			}
		}
		insert(&mut transaction, &self.queries).await?;
		let counts = self.looked_up.write(&mut transaction).await?;
		transaction.commit().await?;
		Ok(counts)
	}
}

impl Writer {
	/// Writes until the last sender is dropped and every entry is written.
	pub async fn run(mut self, database: Database, scans: Arc<Scans>) {
		while let Some(mut batch) = self.next(&scans).await {
			let mut is_again = false;
			loop {
				match batch.write(&database, is_again).await {
					Ok(counts) => {
						scans.written(&batch.looked_up, &counts, now());
						metrics::counter!("suyuan_queries_logged_total")
							.increment(batch.queries.len() as u64);
						break;
					}
					Err(error) if is_taken(&error) => {
						self.numbers.number(&mut batch.queries);
						is_again = false;
					}
					Err(error) => {
						let queries = batch.queries.len() + self.receiver.len();
						tracing::error!(%error, queries, "the query log can't be written");
						if self.receiver.is_closed() {
							// A process that is being stopped doesn't wait for a database that is gone.
							return;
						}
						is_again = true;
						sleep(SLOT_TIMEOUT).await;
					}
				}
			}
		}
	}

	/// Gathers the next batch, which has entries, or else the last counts. None once there is nothing to come.
	async fn next(&mut self, scans: &Scans) -> Option<Batch> {
		let mut queries = Vec::with_capacity(BATCH);
		self.receiver.recv_many(&mut queries, BATCH).await;
		if !self.receiver.is_closed() {
			sleep(GATHERING).await;
		}
		while queries.len() < BATCH {
			let Ok(query) = self.receiver.try_recv() else { break };
			queries.push(query);
		}
		self.numbers.number(&mut queries);
		let looked_up = scans.take();
		(!queries.is_empty() || !looked_up.is_empty()).then_some(Batch { queries, looked_up })
	}
}

/// Returns true if a number was taken before.
fn is_taken(error: &sqlx::Error) -> bool {
	error.as_database_error().is_some_and(|error| error.is_unique_violation())
}

async fn insert(connection: &mut AnyConnection, queries: &[Query]) -> Result<(), sqlx::Error> {
	for rows in queries.chunks(ROWS) {
		let row = |row: usize| {
			let places: Vec<_> = (row * 8 + 1..=row * 8 + 8).map(|place| format!("${place}")).collect();
			format!("({})", places.join(", "))
		};
		let statement = format!(
			"INSERT INTO queries (id, time, who, what, code, status, micros, client) VALUES {}",
			(0..rows.len()).map(row).collect::<Vec<_>>().join(", ")
		);
		// Only statements of full size recur, and are worth keeping prepared.
		let mut insert = sqlx::query(&statement).persistent(rows.len() == ROWS);
		for query in rows {
			insert = insert
				.bind(query.id)
				.bind(query.time)
				.bind(&query.who)
				.bind(&query.what)
				.bind(&query.code)
				.bind(query.status)
				.bind(query.micros)
				.bind(&query.client);
		}
		insert.execute(&mut *connection).await?;
	}
	Ok(())
}

/// Bits of a number that come after the time.
const BITS: u32 = 21;

/// Generator of entries' numbers. A number is the time in milliseconds, then a counter for those of one millisecond. The
/// counter begins anywhere in the lower half, so that two processes on one database hardly ever take the same.
struct Numbers(i64);

impl Default for Numbers {
	fn default() -> Self {
		let start = crate::client::random().map_or(0, |[low, middle, high, ..]| {
			i64::from(u32::from_le_bytes([low, middle, high, 0])) & ((1 << (BITS - 1)) - 1)
		});
		Self(start)
	}
}

impl Numbers {
	fn number(&mut self, queries: &mut [Query]) {
		for query in queries {
			query.id = self.next(query.time);
		}
	}

	fn next(&mut self, time: i64) -> i64 {
		self.0 = (self.0 + 1) & ((1 << BITS) - 1);
		time << BITS | self.0
	}
}

/// Rows of the log that one statement deletes: others want to write too.
const DELETED_AT_ONCE: i64 = 10_000;

/// Deletes entries older than a number of days.
pub async fn forget(database: &Database, days: u32, now: i64) -> Result<u64, sqlx::Error> {
	let statement =
		"DELETE FROM queries WHERE id IN (SELECT id FROM queries WHERE time < $1 ORDER BY time LIMIT $2)";
	delete(database, statement, now - i64::from(days) * 86_400_000).await
}

/// Deletes the oldest entries beyond a number of rows.
pub async fn shorten(database: &Database, rows: u64) -> Result<u64, sqlx::Error> {
	// Numbers are in the order of times.
	let newest_to_go: Option<i64> =
		sqlx::query_scalar("SELECT id FROM queries ORDER BY id DESC LIMIT 1 OFFSET $1")
			.bind(i64::try_from(rows).unwrap_or(i64::MAX))
			.fetch_optional(database.pool())
			.await?;
	let Some(newest_to_go) = newest_to_go else { return Ok(0) };
	let statement =
		"DELETE FROM queries WHERE id IN (SELECT id FROM queries WHERE id <= $1 ORDER BY id LIMIT $2)";
	delete(database, statement, newest_to_go).await
}

/// Deletes matching rows part by part until none is left.
async fn delete(database: &Database, statement: &str, until: i64) -> Result<u64, sqlx::Error> {
	let mut deleted = 0;
	loop {
		let deletion = sqlx::query(statement).bind(until).bind(DELETED_AT_ONCE);
		let rows = deletion.execute(database.pool()).await?.rows_affected();
		deleted += rows;
		if rows < DELETED_AT_ONCE as u64 {
			return Ok(deleted);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::readers::Reader;
	use axum::http::HeaderMap;
	use suyuan_store::{model::Scans as Counted, read};

	fn query(time: i64) -> Query {
		Query {
			id: 0,
			time,
			who: "anonymous".into(),
			what: "GET /api/units/{code}".into(),
			code: Some("01/06901234567892/21/SN-0001".into()),
			status: 200,
			micros: 1_500,
			client: "c0ffee".into(),
		}
	}

	#[test]
	fn numbers_are_in_the_order_of_their_times() {
		let mut numbers = Numbers::default();
		let (first, second, third) = (numbers.next(now()), numbers.next(now() + 1), numbers.next(now() + 2));
		assert!(0 < first && first < second && second < third);
	}

	#[tokio::test]
	async fn what_is_stopped_loses_nothing() {
		let database = suyuan_fixtures::database().await;
		let (log, writer) = QueryLog::new();
		let scans = Arc::new(Scans::default());
		for time in 1..=200 {
			log.place().await.unwrap().take(query(time));
			let client = crate::client::Client::at(std::net::Ipv4Addr::from_bits(time as u32).into());
			let reader = Reader { client, headers: &HeaderMap::new() };
			scans.seen("code", reader, Counted::default(), time);
		}
		drop(log);
		writer.run(database.clone(), scans).await;
		let page = read::queries::list(&database, None, None, 256).await.unwrap();
		assert_eq!(page.items.len(), 200);
		assert_eq!(page.items[0].time, 200);
		let scans: i64 = sqlx::query_scalar("SELECT count FROM scans WHERE code = 'code'")
			.fetch_one(database.pool())
			.await
			.unwrap();
		assert_eq!(scans, 200);
	}

	#[tokio::test]
	async fn a_batch_whose_end_was_not_heard_of_is_written_once() {
		let database = suyuan_fixtures::database().await;
		let scans = Scans::default();
		let client = crate::client::Client::at([192, 0, 2, 1].into());
		let reader = Reader { client, headers: &HeaderMap::new() };
		scans.seen("code", reader, Counted::default(), 1);
		let batch = Batch { queries: vec![Query { id: 7, ..query(1) }], looked_up: scans.take() };
		for is_again in [false, true, true] {
			let counts = batch.write(&database, is_again).await.unwrap();
			assert_eq!((counts[0].count, counts[0].readers), (1, 1));
		}
		assert_eq!(read::queries::list(&database, None, None, 256).await.unwrap().items.len(), 1);
		// One that failed before it was in the database is written by the next attempt.
		let other = Batch { queries: vec![Query { id: 8, ..query(2) }], looked_up: scans.take() };
		other.write(&database, true).await.unwrap();
		assert_eq!(read::queries::list(&database, None, None, 256).await.unwrap().items.len(), 2);
	}

	#[tokio::test]
	async fn numbers_that_another_process_took_are_given_anew() {
		let database = suyuan_fixtures::database().await;
		let taken = Batch {
			queries: vec![Query { id: (1 << BITS) + 1, ..query(1) }],
			looked_up: Scans::default().take(),
		};
		taken.write(&database, false).await.unwrap();
		// It begins at the very same number.
		let (sender, receiver) = mpsc::channel(MAX_WAITING);
		let (log, writer) = (QueryLog(sender), Writer { receiver, numbers: Numbers(0) });
		log.place().await.unwrap().take(Query { micros: 7, ..query(1) });
		drop(log);
		writer.run(database.clone(), Arc::default()).await;
		assert_eq!(read::queries::list(&database, None, None, 256).await.unwrap().items.len(), 2);
	}

	#[tokio::test]
	async fn nothing_is_answered_that_there_is_no_place_for() {
		let (log, writer) = QueryLog::new();
		for time in 0..MAX_WAITING {
			log.place().await.unwrap().take(query(time as i64));
		}
		assert!(log.place().await.is_none());
		drop(writer);
		assert!(log.place().await.is_none());
	}

	#[tokio::test]
	async fn what_is_too_old_is_deleted() {
		let database = suyuan_fixtures::database().await;
		let (log, writer) = QueryLog::new();
		let day = 86_400_000;
		for time in [day, 5 * day, 9 * day] {
			log.place().await.unwrap().take(query(time));
		}
		drop(log);
		writer.run(database.clone(), Arc::default()).await;
		assert_eq!(forget(&database, 3, 9 * day).await.unwrap(), 2);
		let left = read::queries::list(&database, None, None, 256).await.unwrap();
		assert_eq!(left.items.iter().map(|query| query.time).collect::<Vec<_>>(), [9 * day]);
	}

	#[tokio::test]
	async fn what_is_too_much_is_deleted_from_the_oldest_on() {
		let database = suyuan_fixtures::database().await;
		let (log, writer) = QueryLog::new();
		for time in 1..=100 {
			log.place().await.unwrap().take(query(time));
		}
		drop(log);
		writer.run(database.clone(), Arc::default()).await;
		assert_eq!(shorten(&database, 100).await.unwrap(), 0);
		assert_eq!(shorten(&database, 30).await.unwrap(), 70);
		assert_eq!(shorten(&database, 30).await.unwrap(), 0);
		let left = read::queries::list(&database, None, None, 256).await.unwrap().items;
		assert_eq!((left.len(), left[0].time, left[29].time), (30, 100, 71));
	}
}
