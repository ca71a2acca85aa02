// SPDX-License-Identifier: Apache-2.0

use super::{
	restore::{restore, verify},
	save::{has_vault, save},
	tables::{OWN, PASSING},
};
use std::{
	collections::BTreeSet,
	fs,
	path::{Path, PathBuf},
};
use suyuan_store::{
	tables::{self, Lookup},
	Database,
};
use tempfile::TempDir;

/// Makes a database of the invented chain with rows in each table that is saved.
async fn filled() -> Database {
	let database = suyuan_fixtures::database().await;
	for sql in [
		"DELETE FROM tokens",
		"DELETE FROM scans",
		"DELETE FROM print_runs",
		"DELETE FROM printed_labels",
		"DELETE FROM feedback",
		"DELETE FROM queries",
		"INSERT INTO tokens VALUES ('审计', 'c0ffee', 'log export', 7)",
		"INSERT INTO scans VALUES ('01/06901234567892/21/SN-0001', 9, 4, 1, 2)",
		"INSERT INTO print_runs VALUES (1, 5, 'printer', '01/06901234567892/10/L1', NULL, NULL, 1, NULL, NULL, 7, 'c')",
		"INSERT INTO printed_labels VALUES ('c', 0, 1, 0)",
		"INSERT INTO feedback VALUES (1, 5, 'consumer', NULL, 'consumer', 'in', '{\"message\":\"很好\\n\"}')",
		"INSERT INTO queries VALUES (4611686018427387904, 5, 'anonymous', 'GET /', NULL, 200, 77, 'abc')",
		"INSERT INTO queries VALUES (2, 6, 'a', 'GET /', 'code', 404, 78, 'abd')",
	] {
		sqlx::query(sql).execute(database.pool()).await.unwrap();
	}
	database
}

/// Makes a database of the invented chain without such rows.
async fn empty() -> Database {
	let database = suyuan_fixtures::database().await;
	for table in OWN {
		sqlx::query(&format!("DELETE FROM {}", table.name)).execute(database.pool()).await.unwrap();
	}
	database
}

fn folder() -> (TempDir, PathBuf) {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("backup");
	(folder, file)
}

/// Rows of a backup, without its head and its seal.
fn rows(file: &Path) -> Vec<String> {
	let text = fs::read_to_string(file).unwrap();
	text.lines().filter(|line| line.starts_with('[')).map(str::to_string).collect()
}

fn refusal(error: anyhow::Error, name: &str) {
	let said = format!("{error:#}");
	assert!(said.contains(&format!("{name}: ")), "{said}");
}

#[tokio::test]
async fn every_table_comes_from_the_chain_or_is_saved() {
	let database = suyuan_fixtures::database().await;
	let found: Vec<String> = sqlx::query_scalar(
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlx_%'",
	)
	.fetch_all(database.pool())
	.await
	.unwrap();
	let known = tables::ALL.iter().copied().chain(OWN).map(|table| table.rows);
	let numbers = Lookup::ALL.iter().map(|lookup| lookup.columns().0).chain(["chains", "counts"]);
	let known: BTreeSet<_> =
		known.chain(numbers).chain(PASSING.iter().copied()).map(str::to_string).collect();
	assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), known);
}

#[tokio::test]
async fn a_vault_in_the_database_is_noticed_and_left_out() {
	let (_folder, file) = folder();
	let database = filled().await;
	assert!(!has_vault(&database).await.unwrap());
	suyuan_vault::Vault::open(database.clone(), database.clone()).await.unwrap();
	assert!(has_vault(&database).await.unwrap());
	let saved = save(&database, &file).await.unwrap();
	assert!(saved.foot.rows.keys().all(|table| !table.starts_with("vault")));
}

#[tokio::test]
async fn what_was_saved_is_brought_back() {
	let (folder, file) = folder();
	let saved = save(&filled().await, &file).await.unwrap();
	assert_eq!(saved.foot.rows.values().copied().collect::<Vec<_>>(), [1, 1, 1, 2, 1, 1]);
	assert_eq!(verify(&file).unwrap(), saved);
	let database = empty().await;
	assert_eq!(restore(&database, &file, false).await.unwrap(), saved);
	let again = folder.path().join("again");
	save(&database, &again).await.unwrap();
	assert_eq!(rows(&again), rows(&file));
	assert_eq!(rows(&file).len(), 7);
}

#[tokio::test]
async fn a_backup_of_which_any_byte_is_changed_missing_or_added_is_refused() {
	let (folder, file) = folder();
	save(&filled().await, &file).await.unwrap();
	let whole = fs::read(&file).unwrap();
	let other = folder.path().join("other");
	for at in 0..whole.len() {
		for changed in [whole[at] ^ 1, whole[at] ^ 0x20, b'\n', b'0'] {
			let mut content = whole.clone();
			content[at] = changed;
			if content != whole {
				fs::write(&other, &content).unwrap();
				assert!(verify(&other).is_err(), "byte {at}");
			}
		}
		fs::write(&other, &whole[..at]).unwrap();
		assert!(verify(&other).is_err(), "cut at {at}");
	}
	fs::write(&other, [&whole[..], b"\n"].concat()).unwrap();
	refusal(verify(&other).unwrap_err(), "Damaged");
	fs::write(&other, &whole[..whole.len() - 70]).unwrap();
	refusal(verify(&other).unwrap_err(), "Truncated");
	fs::write(&other, "dear diary\n").unwrap();
	refusal(verify(&other).unwrap_err(), "NotABackup");
	let later = String::from_utf8(whole).unwrap().replacen("backup\":1", "backup\":2", 1);
	fs::write(&other, later).unwrap();
	refusal(verify(&other).unwrap_err(), "OtherFormat");
}

#[tokio::test]
async fn a_backup_that_is_damaged_changes_nothing() {
	let (folder, file) = folder();
	save(&filled().await, &file).await.unwrap();
	let text = fs::read_to_string(&file).unwrap().replacen("c0ffee", "c0ffed", 1);
	let other = folder.path().join("other");
	fs::write(&other, text).unwrap();
	let database = empty().await;
	refusal(restore(&database, &other, false).await.unwrap_err(), "Damaged");
	let tokens: i64 =
		sqlx::query_scalar("SELECT COUNT(*) FROM tokens").fetch_one(database.pool()).await.unwrap();
	assert_eq!(tokens, 0);
}

#[tokio::test]
async fn rows_that_are_there_are_kept_unless_they_shall_be_replaced() {
	let (folder, file) = folder();
	save(&filled().await, &file).await.unwrap();
	let database = filled().await;
	for sql in ["UPDATE scans SET count = 1", "UPDATE queries SET id = 3 WHERE id = 2"] {
		sqlx::query(sql).execute(database.pool()).await.unwrap();
	}
	refusal(restore(&database, &file, false).await.unwrap_err(), "AlreadyThere");
	let counted = || sqlx::query_scalar("SELECT count FROM scans").fetch_one(database.pool());
	let before: i64 = counted().await.unwrap();
	assert_eq!(before, 1);
	restore(&database, &file, true).await.unwrap();
	let after: i64 = counted().await.unwrap();
	assert_eq!(after, 9);
	let again = folder.path().join("again");
	let saved = save(&database, &again).await.unwrap();
	assert_eq!(saved.foot.rows["queries"], 3);
}

#[tokio::test]
async fn a_backup_of_another_chain_or_for_none_is_refused() {
	let (_folder, file) = folder();
	save(&filled().await, &file).await.unwrap();
	let other = empty().await;
	sqlx::query("UPDATE cursor SET genesis = '0x00'").execute(other.pool()).await.unwrap();
	refusal(restore(&other, &file, true).await.unwrap_err(), "OtherChain");
	let none = Database::connect("sqlite::memory:").await.unwrap();
	none.migrate().await.unwrap();
	let error = restore(&none, &file, true).await.unwrap_err().to_string();
	assert!(error.contains("has seen no chain yet"), "{error}");
}

#[tokio::test]
async fn a_file_that_is_there_is_not_written_over() {
	let (folder, file) = folder();
	fs::write(&file, "mine").unwrap();
	let error = save(&filled().await, &file).await.unwrap_err().to_string();
	assert!(error.contains("is there already"), "{error}");
	assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
	// The partial file of a killed process is in no other's way.
	let other = folder.path().join("other");
	fs::write(folder.path().join("other.partial"), "x".repeat(100_000)).unwrap();
	save(&filled().await, &other).await.unwrap();
	verify(&other).unwrap();
	assert!(!folder.path().join("other.partial").exists());
}
