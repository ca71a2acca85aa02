//! Tells whoever waits how far it is.

use indicatif::{ProgressBar, ProgressStyle};

/// What happens next.
pub fn say(what: &str) {
	eprintln!("==> {what}");
}

/// A bar towards `length`. It shows on a terminal only.
pub fn bar(length: u64) -> ProgressBar {
	let style = ProgressStyle::with_template("    {elapsed_precise} {bar:30} {percent}% {msg}")
		.expect("the template is sound; qed");
	ProgressBar::new(length).with_style(style)
}
