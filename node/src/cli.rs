// SPDX-License-Identifier: Apache-2.0

//! The command line.

use crate::pool;
use sc_cli::{
	ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportChainSpecCmd, ExportStateCmd, ImportBlocksCmd,
	KeySubcommand, PurgeChainCmd, RevertCmd, RunCmd, TransactionPoolType,
};
use sc_storage_monitor::StorageMonitorParams;
use sc_transaction_pool::Options;
use std::{num::NonZeroU32, time::Duration};

/// The default of the most transactions in the pool.
///
/// A transaction stays in the pool until its block is final. The number is for 4,000 a second, 8,000 in each block: some
/// 24,000 in about three blocks that are not final yet, and as many again for the next blocks to be filled from. The
/// SDK's 8,192 would be one such block.
const POOL_LIMIT: &str = "49152";

/// The default of the most kilobytes of transactions in the pool: eight blocks of the longest.
///
/// The SDK's 20 MiB would be hardly more than one block.
const POOL_KBYTES: &str = "131072";

/// The only type of pool that this node has.
///
/// The SDK's other one, `fork-aware`, keeps a copy of the pool for every block that is not yet final. Where blocks become
/// final as soon as they are imported, it loses transactions that arrive while it makes the next copy, and everything that
/// the same account sent after one of them waits for ever.
const POOL_TYPE: &str = "single-state";

/// The default of the most megabytes in an answer over RPC.
///
/// A full block takes 30 in hexadecimal digits, and so do its events, which hold every record. With the SDK's 15, no client
/// could follow a chain under full load.
const RPC_MAX_RESPONSE_SIZE: &str = "64";

/// The arguments of the node: a subcommand, or else the options to run it with.
#[derive(Debug, clap::Parser)]
#[command(
	mut_arg("pool_type", |kind| kind.default_value(POOL_TYPE).hide(true)),
	mut_arg("pool_best_blocks_only", |only| only.hide(true)),
	mut_arg("pool_limit", |limit| limit.default_value(POOL_LIMIT)),
	mut_arg("pool_kbytes", |limit| limit.default_value(POOL_KBYTES)),
	mut_arg("rpc_max_response_size", |limit| limit.default_value(RPC_MAX_RESPONSE_SIZE))
)]
pub(crate) struct Cli {
	/// The subcommand, if the node is not to run.
	#[command(subcommand)]
	pub(crate) subcommand: Option<Subcommand>,

	/// The SDK's options to run the node with.
	#[command(flatten)]
	pub(crate) run: RunCmd,

	/// Options of this node only.
	#[command(flatten)]
	pub(crate) params: NodeParams,
}

/// Options of this node beside the SDK's. The docs of the fields are printed by `suyuan --help`.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct NodeParams {
	/// Answer `grandpa_proveFinality`. For an old block the node loads the headers of up to 100,000 later ones.
	#[arg(long)]
	pub(crate) rpc_prove_finality: bool,

	/// Transactions that a connection may submit in a minute by `suyuan_submitExtrinsics`, where each counts as a call,
	/// and one longer than 16 KiB as several. As many as `--rpc-rate-limit` says, unless this says otherwise.
	#[arg(long, value_name = "CALLS_PER_MINUTE")]
	pub(crate) rpc_bulk_rate_limit: Option<NonZeroU32>,

	/// Keep the events of every block, so that a platform is served whatever states are pruned: `suyuan_keptEvents`.
	///
	/// From the first block that the node imports with it. Blocks that were there before have only what states they have.
	#[arg(long)]
	pub(crate) keep_events: bool,

	/// Don't measure the machine when a validator starts.
	#[arg(long)]
	pub(crate) no_hardware_benchmarks: bool,

	/// The disk space at which the node stops.
	#[command(flatten)]
	pub(crate) storage_monitor: StorageMonitorParams,
}

impl Cli {
	/// The options of the pool. Refuses a type of pool that this node doesn't have.
	pub(crate) fn pool_options(&self) -> Result<Options, String> {
		let params = &self.run.pool_config;
		if matches!(params.pool_type, TransactionPoolType::ForkAware) {
			return Err(format!(
				"this node has no pool of the type fork-aware: leave --pool-type at {POOL_TYPE}"
			));
		}
		// On a chain for development, a developer who fixes a refused transaction tries again at once.
		let ban =
			params.tx_ban_seconds.or(self.run.shared_params.is_dev().then_some(0)).map(Duration::from_secs);
		Ok(pool::options(params.pool_limit, params.pool_kbytes * 1024, ban))
	}
}

/// The subcommands. Their docs are printed by `suyuan --help`.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)]
pub(crate) enum Subcommand {
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
		/// Accepted and ignored, so that the error names the missing feature and not an unknown argument.
		#[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
		_arguments: Vec<String>,
	},
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_cli::SubstrateCli;

	fn cli(arguments: &[&str]) -> Cli {
		<Cli as SubstrateCli>::try_from_iter([&["suyuan"], arguments].concat()).unwrap()
	}

	#[test]
	fn the_pool_is_sized_for_this_chain_unless_the_operator_says_otherwise() {
		let pool = cli(&["--chain", "local"]).pool_options().unwrap();
		assert_eq!((pool.ready.count, pool.ready.total_bytes), (49_152, 128 * 1024 * 1024));
		assert_eq!((pool.future.count, pool.ban_time), (4_915, Duration::from_secs(1_800)));

		let said = ["--dev", "--pool-limit", "100", "--pool-kbytes", "200", "--tx-ban-seconds", "3"];
		let pool = cli(&said).pool_options().unwrap();
		assert_eq!((pool.ready.count, pool.ready.total_bytes), (100, 200 * 1024));
		assert_eq!(pool.ban_time, Duration::from_secs(3));
	}

	#[test]
	fn on_a_chain_for_development_nothing_is_banned() {
		assert_eq!(cli(&["--dev"]).pool_options().unwrap().ban_time, Duration::ZERO);
	}

	#[test]
	fn refuses_a_type_of_pool_that_the_node_does_not_have() {
		assert!(cli(&["--dev", "--pool-type", "single-state"]).pool_options().is_ok());
		let error = cli(&["--dev", "--pool-type", "fork-aware"]).pool_options().unwrap_err();
		assert!(error.contains("single-state"), "{error}");
	}

	#[test]
	fn costly_methods_are_off_and_the_disk_is_watched_unless_the_operator_says_otherwise() {
		let params = cli(&["--chain", "local"]).params;
		assert!(!params.rpc_prove_finality && !params.no_hardware_benchmarks);
		assert_eq!((params.rpc_bulk_rate_limit, params.storage_monitor.threshold), (None, 1_024));

		let said = ["--rpc-prove-finality", "--rpc-bulk-rate-limit", "600", "--no-hardware-benchmarks"];
		let params = cli(&[&said[..], &["--db-storage-threshold", "10"]].concat()).params;
		assert!(params.rpc_prove_finality && params.no_hardware_benchmarks);
		assert_eq!(
			(params.rpc_bulk_rate_limit, params.storage_monitor.threshold),
			(NonZeroU32::new(600), 10)
		);
	}

	#[test]
	fn a_full_block_fits_into_an_answer() {
		let megabytes = cli(&["--dev"]).run.rpc_params.rpc_max_response_size;
		let block = suyuan_runtime::configs::system::MAXIMUM_BLOCK_LENGTH;
		assert!(megabytes * 1024 * 1024 >= 2 * block + block / 2);
	}
}
