// SPDX-License-Identifier: Apache-2.0
//! Reports progress on the terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// Prints the next step.
pub(crate) fn say(what: &str) {
	eprintln!("==> {what}");
}

/// A progress bar towards `length`. It shows on a terminal only.
pub(crate) fn bar(length: u64) -> ProgressBar {
	let style = ProgressStyle::with_template("    {elapsed_precise} {bar:30} {percent}% {msg}")
		.expect("the template is sound; qed");
	ProgressBar::new(length).with_style(style)
}
