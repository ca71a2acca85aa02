// SPDX-License-Identifier: Apache-2.0

//! Tests of the dump of a database.

use serde_json::Value;
use suyuan_store::dump;

#[tokio::test]
async fn every_row_is_a_line() {
	let mut lines = Vec::new();
	dump(&suyuan_fixtures::database().await, &mut lines).await.unwrap();
	let lines = String::from_utf8(lines).unwrap();
	let head: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
	assert_eq!(head[0], "cursor");
	assert_eq!(head[1]["block"], suyuan_fixtures::LAST_BLOCK);
	assert_eq!(lines.lines().filter(|line| line.starts_with(r#"["units""#)).count(), 4);
}
