//! What the node understands on its command line.

use sc_cli::{
	ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportChainSpecCmd, ExportStateCmd, ImportBlocksCmd,
	KeySubcommand, PurgeChainCmd, RevertCmd, RunCmd,
};

/// How many transactions the pool holds at most, unless the operator says otherwise.
///
/// A transaction stays in the pool until its block is final. The number is for 4,000 a second, 8,000 in each block: some
/// 24,000 in about three blocks that are not final yet, and as many again for the next blocks to be filled from. The
/// SDK's 8,192 would be one such block.
const POOL_LIMIT: &str = "49152";

/// How many kilobytes those transactions have at most, unless the operator says otherwise: eight blocks of the longest.
/// The SDK's 20 MiB would be hardly more than one.
const POOL_KBYTES: &str = "131072";

/// Which pool, unless the operator says otherwise.
///
/// The SDK's own choice, `fork-aware`, keeps a copy of the pool for every block that is not yet final. Where blocks become
/// final as soon as they are imported, it loses transactions that arrive while it makes the next copy, and everything
/// that the same account sent after one of them waits for ever.
const POOL_TYPE: &str = "single-state";

/// How many megabytes an answer has at most, unless the operator says otherwise: a full block in hexadecimal digits takes
/// 30, and so do its events, which tell every record. With the SDK's 15, nobody could follow a chain under full load.
const RPC_MAX_RESPONSE_SIZE: &str = "64";

/// The command line: a subcommand, or else what to run the node with.
#[derive(Debug, clap::Parser)]
#[command(
	mut_arg("pool_type", |kind| kind.default_value(POOL_TYPE)),
	mut_arg("pool_limit", |limit| limit.default_value(POOL_LIMIT)),
	mut_arg("pool_kbytes", |limit| limit.default_value(POOL_KBYTES)),
	mut_arg("rpc_max_response_size", |limit| limit.default_value(RPC_MAX_RESPONSE_SIZE))
)]
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

#[cfg(test)]
mod tests {
	use super::*;
	use sc_cli::SubstrateCli;

	fn run_with(arguments: &[&str]) -> RunCmd {
		<Cli as SubstrateCli>::try_from_iter([&["suyuan"], arguments].concat()).unwrap().run
	}

	#[test]
	fn the_pool_is_sized_for_this_chain_unless_the_operator_says_otherwise() {
		let pool = run_with(&["--dev"]).pool_config;
		assert_eq!((pool.pool_limit, pool.pool_kbytes), (49_152, 131_072));

		let pool = run_with(&["--dev", "--pool-limit", "100", "--pool-kbytes", "200"]).pool_config;
		assert_eq!((pool.pool_limit, pool.pool_kbytes), (100, 200));
	}

	#[test]
	fn a_full_block_fits_into_an_answer() {
		let megabytes = run_with(&["--dev"]).rpc_params.rpc_max_response_size;
		let block = suyuan_runtime::configs::system::MAXIMUM_BLOCK_LENGTH;
		assert!(megabytes * 1024 * 1024 >= 2 * block + block / 2);
	}
}
