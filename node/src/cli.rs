//! What the node understands on its command line.

use sc_cli::{
	ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportChainSpecCmd, ExportStateCmd, ImportBlocksCmd,
	KeySubcommand, PurgeChainCmd, RevertCmd, RunCmd,
};

/// The command line: a subcommand, or else what to run the node with.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	/// Something else to do than to run the node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// How to run the node.
	#[command(flatten)]
	pub run: RunCmd,
}

/// What the node does beside running. These lines are what `suyuan --help` says.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)]
pub enum Subcommand {
	/// Generate, inspect and insert keys.
	#[command(subcommand)]
	Key(KeySubcommand),

	/// Write out the specification of a chain, to start other nodes from.
	ExportChainSpec(ExportChainSpecCmd),

	/// Execute a block again and check that it is valid.
	CheckBlock(CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(ExportBlocksCmd),

	/// Read blocks from a file, as if peers had sent them.
	ImportBlocks(ImportBlocksCmd),

	/// Write the state after a block into a chain specification.
	ExportState(ExportStateCmd),

	/// Take back the latest blocks, as far as they are not final.
	Revert(RevertCmd),

	/// Delete the database of a chain.
	PurgeChain(PurgeChainCmd),

	/// Show the best and the latest final block in the database.
	ChainInfo(ChainInfoCmd),

	/// Measure weights, the database and this machine.
	#[cfg(feature = "runtime-benchmarks")]
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),

	/// Measure weights, the database and this machine (not in this build).
	#[cfg(not(feature = "runtime-benchmarks"))]
	#[command(disable_help_flag = true)]
	Benchmark {
		/// Accepted, so that the answer is what this build lacks and not that an argument is unknown.
		#[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
		_arguments: Vec<String>,
	},
}
