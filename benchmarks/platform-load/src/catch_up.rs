// SPDX-License-Identifier: Apache-2.0
//! Measures how fast the platform catches up with a chain.
//!
//! From the chain's first block into an empty database, heads compared.

use anyhow::{bail, ensure, Context};
use serde::Serialize;
use std::{
	fs,
	path::Path,
	process::Stdio,
	time::{Duration, Instant},
};
use suyuan_store::Database;
use tokio::{
	process::{Child, Command},
	time::sleep,
};

/// The interval at which the memory of the process is read.
const MEMORY_INTERVAL: Duration = Duration::from_millis(100);

/// The speed of one database engine.
#[derive(Debug, Serialize)]
pub(crate) struct CatchUp {
	pub(crate) engine: &'static str,
	pub(crate) records: i64,
	pub(crate) units: i64,
	/// Seconds until everything final was there.
	pub(crate) seconds: f64,
	/// Seconds until all heads were also compared with the chain's.
	pub(crate) seconds_with_heads: f64,
	/// Records a second, until everything was there.
	pub(crate) per_second: f64,
	/// Bytes of the database for each record.
	pub(crate) bytes_per_record: f64,
	/// Peak memory of the process.
	pub(crate) memory_bytes: u64,
}

impl CatchUp {
	/// The figures in one line.
	pub(crate) fn line(&self) -> String {
		format!(
			"catching up on {}: {:.0} records/s, {:.1} s for {} records of {} units, {:.1} s with heads compared, {:.0} bytes a \
			 record, {:.0} MB",
			self.engine,
			self.per_second,
			self.seconds,
			self.records,
			self.units,
			self.seconds_with_heads,
			self.bytes_per_record,
			self.memory_bytes as f64 / 1e6
		)
	}
}

/// Catches up with a node's chain into a file of SQLite, which is emptied first.
pub(crate) async fn sqlite(platform: &Path, node: &str, data: &Path) -> anyhow::Result<CatchUp> {
	let file = data.join("catch-up.db");
	for suffix in ["", "-wal", "-shm"] {
		let mut name = file.clone().into_os_string();
		name.push(suffix);
		match fs::remove_file(&name) {
			Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
			_ => (),
		}
	}
	let caught_up = run(platform, node, "SQLite", &format!("sqlite:{}", file.display())).await?;
	let bytes = fs::metadata(&file)?.len();
	Ok(CatchUp { bytes_per_record: bytes as f64 / caught_up.records as f64, ..caught_up })
}

/// Catches up with a node's chain into a database of PostgreSQL, which must be empty.
pub(crate) async fn postgres(platform: &Path, node: &str, url: &str) -> anyhow::Result<CatchUp> {
	let caught_up = run(platform, node, "PostgreSQL", url).await?;
	let database = Database::connect(url).await?;
	let bytes: i64 =
		sqlx::query_scalar("SELECT pg_database_size(current_database())").fetch_one(database.pool()).await?;
	Ok(CatchUp { bytes_per_record: bytes as f64 / caught_up.records as f64, ..caught_up })
}

async fn run(platform: &Path, node: &str, engine: &'static str, url: &str) -> anyhow::Result<CatchUp> {
	let database = Database::connect(url).await?;
	database.migrate().await?;
	let there: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM cursor").fetch_one(database.pool()).await?;
	ensure!(there == 0, "the database is not empty");
	let begun = Instant::now();
	let mut child = Command::new(platform)
		.args(["index", "--once", "--node", node, "--database", url])
		.env("RUST_LOG", "info")
		.env("NO_COLOR", "1")
		.stdout(Stdio::null())
		.stderr(Stdio::piped())
		.kill_on_drop(true)
		.spawn()
		.with_context(|| format!("can't run {}", platform.display()))?;
	let log = child.stderr.take().context("no log")?;
	let log = tokio::spawn(async move {
		let (mut text, mut log) = (String::new(), log);
		tokio::io::AsyncReadExt::read_to_string(&mut log, &mut text).await.map(|_| text)
	});
	let memory_bytes = wait_for_exit(&mut child).await?;
	let seconds_with_heads = begun.elapsed().as_secs_f64();
	let log = log.await??;
	let said = log.lines().rfind(|line| line.contains("caught up")).context("it never caught up")?;
	let figure = |name: &str| {
		let figure = said.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
		figure.and_then(|figure| figure.parse::<f64>().ok()).with_context(|| format!("no {name} in {said}"))
	};
	let (records, seconds) = (figure("records")?, figure("seconds")?);
	let count = |sql: &'static str| sqlx::query_scalar::<_, i64>(sql).fetch_one(database.pool());
	let disagreeing = count("SELECT COUNT(*) FROM heads WHERE agrees IS NULL OR agrees = 0").await?;
	ensure!(disagreeing == 0, "{disagreeing} heads don't agree:\n{log}");
	let counted = count("SELECT CAST(SUM(records) AS BIGINT) FROM heads").await?;
	ensure!(counted as f64 == records, "{records} records were said, and {counted} are there");
	Ok(CatchUp {
		engine,
		records: counted,
		units: count("SELECT COUNT(*) FROM units").await?,
		seconds,
		seconds_with_heads,
		per_second: records / seconds,
		bytes_per_record: 0.0,
		memory_bytes,
	})
}

/// Waits for a process to exit. Returns its peak memory.
async fn wait_for_exit(child: &mut Child) -> anyhow::Result<u64> {
	let mut most = 0;
	loop {
		if let Some(id) = child.id() {
			most = most.max(crate::server::peak_memory(id).unwrap_or_default());
		}
		match child.try_wait()? {
			Some(status) if status.success() => return Ok(most),
			Some(status) => bail!("the platform ended with {status}"),
			None => sleep(MEMORY_INTERVAL).await,
		}
	}
}
