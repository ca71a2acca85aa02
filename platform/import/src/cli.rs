//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use suyuan_primitives::requirement::InfoBlock;

/// Signs sheets onto the trace chain.
///
/// A sheet has the layout of GB/T 39106 table A.5, as .csv (UTF-8) or .xlsx: `suyuan-import columns` explains its
/// columns and writes a blank one. Every line is checked as the chain checks it, and with a node whether its unit is
/// there and you may write of it. Nothing is sent while any line is wrong, unless you say --skip-faulty.
///
/// What is right is sent in calls of up to 256 records, each waited for until it is final. Beside the sheet are kept:
/// <sheet>.journal, what was sent and became final, so that a second run sends nothing twice; and <sheet>.seals, salts
/// and plaintexts of personal data, which the chain gets only sealed. Keep the seals: without them nobody can prove
/// what was sealed.
///
/// Exit code: 0 if every line is right and, unless it was a dry run, final; 1 if any was not; 2 if nothing could be done.
#[derive(Debug, Parser)]
#[command(
	name = "suyuan-import",
	version,
	args_conflicts_with_subcommands = true,
	subcommand_negates_reqs = true
)]
pub struct Cli {
	/// Something else than to import.
	#[command(subcommand)]
	pub command: Option<Command>,
	/// What to import.
	#[command(flatten)]
	pub import: Import,
}

/// Something else than to import.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Explain the columns, or write a blank sheet with choices and explanations.
	Columns {
		/// Where to write the blank sheet: a file that is not there yet, .xlsx or .csv.
		#[arg(long, value_name = "FILE")]
		blank: Option<PathBuf>,
	},
}

/// What to import and how.
#[derive(Args, Debug)]
pub struct Import {
	/// The sheet: .csv or .xlsx.
	#[arg(required = true)]
	pub sheet: Option<PathBuf>,

	/// A node of the chain. Without one, a dry run checks what can be checked on this machine.
	#[arg(long, env = "SUYUAN_NODE", value_name = "URL")]
	pub node: Option<String>,

	/// Whose key signs: a file that only you can read, with a secret phrase, a 0x seed or a path such as //Alice in it; or
	/// env:NAME for a variable of the environment. Never the key itself.
	#[arg(long, value_name = "FILE|env:NAME")]
	pub key: Option<String>,

	/// The participant to write for, if the key is that of an operator: it signs proxy calls. In a dry run without a key,
	/// whoever would write.
	#[arg(long, value_name = "SS58")]
	pub account: Option<String>,

	/// Take only these blocks from the sheet, and leave what is said in others to those who may write there: `product`,
	/// `transaction`, `logistics`, `customs`.
	#[arg(long, value_delimiter = ',', value_name = "BLOCK")]
	pub only: Vec<Block>,

	/// Check everything and send nothing.
	#[arg(long)]
	pub dry_run: bool,

	/// Send what is right although other lines are wrong.
	#[arg(long)]
	pub skip_faulty: bool,

	/// How many records one call carries at most.
	#[arg(long, default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=256), value_name = "NUMBER")]
	pub batch: u32,

	/// How many calls may be in flight.
	#[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=64), value_name = "NUMBER")]
	pub window: u32,

	/// For how many seconds a node is waited for that goes away while something is sent.
	#[arg(long, default_value_t = 300, value_name = "SECONDS")]
	pub wait: u64,

	/// Also write what is wrong, line by line, into this CSV file.
	#[arg(long, value_name = "FILE")]
	pub report: Option<PathBuf>,

	/// Where to keep what was sent, instead of <sheet>.journal.
	#[arg(long, value_name = "FILE")]
	pub journal: Option<PathBuf>,

	/// Where to keep salts and plaintexts, instead of <sheet>.seals.
	#[arg(long, value_name = "FILE")]
	pub seals: Option<PathBuf>,
}

/// An information block, as it is named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Block {
	/// 产品信息
	Product,
	/// 交易信息
	Transaction,
	/// 物流信息
	Logistics,
	/// 通关信息
	Customs,
}

impl From<Block> for InfoBlock {
	fn from(block: Block) -> Self {
		match block {
			Block::Product => Self::Product,
			Block::Transaction => Self::Transaction,
			Block::Logistics => Self::Logistics,
			Block::Customs => Self::Customs,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_sound() {
		Cli::command().debug_assert();
		assert!(Cli::try_parse_from(["suyuan-import", "columns"]).unwrap().command.is_some());
		let import = Cli::try_parse_from(["suyuan-import", "a.csv", "--dry-run"]).unwrap().import;
		assert_eq!((import.sheet, import.dry_run, import.batch), (Some("a.csv".into()), true, 256));
		assert!(Cli::try_parse_from(["suyuan-import"]).is_err());
		assert!(Cli::try_parse_from(["suyuan-import", "a.csv", "--batch", "257"]).is_err());
	}
}
