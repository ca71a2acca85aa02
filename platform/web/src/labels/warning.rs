// SPDX-License-Identifier: Apache-2.0

//! Warning on labels whose link leads nowhere. The public address is then still that of this machine alone.

use crate::App;
use std::sync::atomic::{AtomicI64, Ordering};
use suyuan_store::now;

/// Lines of the warning, each of at most the length of a line of a sheet.
pub const WARNING: [&str; 3] = ["TEST ONLY: no one", "can scan this. Set", "--public-url."];

/// Time between two warnings in the log, in milliseconds: anybody may ask for labels.
const BETWEEN: i64 = 60_000;

/// Logs that such labels are printed, and returns true if they are.
pub fn given(app: &App) -> bool {
	static LAST: AtomicI64 = AtomicI64::new(0);
	if !app.config.is_private_to_this_machine() {
		return false;
	}
	let now = now();
	let due = |last| (now >= last + BETWEEN).then_some(now);
	if LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, due).is_ok() {
		tracing::warn!(
			public_url = app.config.base(),
			"labels are printed that nobody can scan: their links lead to this machine alone; set --public-url to where \
			 the world reaches it"
		);
	}
	true
}
