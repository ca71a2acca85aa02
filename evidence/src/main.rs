// SPDX-License-Identifier: Apache-2.0

//! The command `suyuan-verify`: verifies a file of evidence offline.

use clap::Parser;
use std::{fs::File, io::Read, path::PathBuf, process::ExitCode};
use suyuan_evidence::{
	bounds::{MAX_ANCHOR, MAX_FILE},
	verify, Outcome, Verdict,
};

/// Verifies a file of evidence of a unit's trace against what the regulators publish of their chain. Uses no network.
///
/// Exits with 0 if the file is proven, 1 if it is refuted, and 2 if that can't be decided.
#[derive(Parser)]
#[command(version)]
struct Cli {
	/// File of evidence, as the page behind the QR code offers it.
	file: PathBuf,
	/// Anchor: the hash of the first block and the validators' keys, as the regulators publish them.
	#[arg(long)]
	anchor: PathBuf,
	/// Prints the verdict as JSON.
	#[arg(long)]
	json: bool,
}

fn main() -> ExitCode {
	let cli = Cli::parse();
	let read = |path: &PathBuf, most: usize| {
		// One byte more than is allowed shows that there are more.
		let mut bytes = Vec::new();
		let file = File::open(path).and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes));
		file.map(|_| bytes).map_err(|error| eprintln!("{}: {error}", path.display()))
	};
	let (Ok(file), Ok(anchor)) = (read(&cli.file, MAX_FILE), read(&cli.anchor, MAX_ANCHOR)) else {
		return ExitCode::from(Outcome::Undecidable.exit_code());
	};
	let verdict = verify(&file, &anchor);
	if cli.json {
		println!("{}", serde_json::to_string_pretty(&verdict).unwrap_or_default());
	} else {
		print(&verdict);
	}
	ExitCode::from(verdict.result().exit_code())
}

fn print(verdict: &Verdict) {
	for check in &verdict.checks {
		println!("{} {}: {}", if check.ok { "ok    " } else { "FAILED" }, check.id, check.said);
	}
	if let Some(said) = &verdict.said {
		println!("\n{}", serde_json::to_string_pretty(said).unwrap_or_default());
	}
	if !verdict.not_proven.is_empty() {
		println!("\nNot proven:");
		for question in &verdict.not_proven {
			println!("- {question}");
		}
	}
	println!("\n{}", verdict.outcome.to_uppercase());
}
