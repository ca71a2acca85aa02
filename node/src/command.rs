// SPDX-License-Identifier: Apache-2.0

//! Runs the command that the command line names.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	client::{Backend, Client},
	service::{self, Partial},
};
use sc_cli::{CliConfiguration, Error, Result, SubstrateCli};
use sc_consensus::DefaultImportQueue;
use sc_service::{ChainSpec, Configuration};
use std::{future::Future, sync::Arc};
use suyuan_runtime::opaque::Block;

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Suyuan Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		"the Suyuan developers".into()
	}

	fn support_url() -> String {
		"the repository that this node was built from".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> std::result::Result<Box<dyn ChainSpec>, String> {
		Ok(Box::new(chain_spec::load(id)?))
	}
}

/// The parts of a node that commands on the database alone need.
struct Offline {
	config: Configuration,
	client: Arc<Client>,
	backend: Arc<Backend>,
	import_queue: DefaultImportQueue<Block>,
}

/// Opens the database without starting a network, and runs `work` on it.
fn offline<Work>(cli: &Cli, command: &impl CliConfiguration, work: impl FnOnce(Offline) -> Work) -> Result<()>
where
	Work: Future<Output = Result<()>>,
{
	cli.create_runner(command)?.async_run(|config| {
		let Partial { client, backend, import_queue, task_manager, .. } =
			service::new_partial(&config, Default::default(), false)?;
		Ok((work(Offline { config, client, backend, import_queue }), task_manager))
	})
}

/// Parses the command line and runs its command.
pub(crate) fn run() -> Result<()> {
	let cli = Cli::from_args();
	let Some(subcommand) = &cli.subcommand else {
		let (pool_options, params) = (cli.pool_options()?, cli.params.clone());
		return cli.create_runner(&cli.run)?.run_node_until_exit(|config| async move {
			service::new_full(config, pool_options, params).map_err(Error::Service)
		});
	};

	match subcommand {
		Subcommand::Key(cmd) => cmd.run(&cli),
		Subcommand::ExportChainSpec(cmd) => cmd.run(cli.load_spec(&cmd.chain)?),
		Subcommand::CheckBlock(cmd) => offline(&cli, cmd, |chain| cmd.run(chain.client, chain.import_queue)),
		Subcommand::ExportBlocks(cmd) => {
			offline(&cli, cmd, |chain| cmd.run(chain.client, chain.config.database))
		}
		Subcommand::ImportBlocks(cmd) => {
			offline(&cli, cmd, |chain| cmd.run(chain.client, chain.import_queue))
		}
		Subcommand::ExportState(cmd) => {
			offline(&cli, cmd, |chain| cmd.run(chain.client, chain.config.chain_spec))
		}
		Subcommand::Revert(cmd) => offline(&cli, cmd, |chain| {
			// GRANDPA keeps a copy of the authorities beside the state.
			let finality = Box::new(|client, _, blocks| Ok(sc_consensus_grandpa::revert(client, blocks)?));
			cmd.run(chain.client, chain.backend, Some(finality))
		}),
		Subcommand::PurgeChain(cmd) => cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database)),
		Subcommand::ChainInfo(cmd) => cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config)),
		#[cfg(feature = "runtime-benchmarks")]
		Subcommand::Benchmark(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| crate::benchmarking::run(cmd, config))
		}
		#[cfg(not(feature = "runtime-benchmarks"))]
		Subcommand::Benchmark { .. } => {
			Err("this node cannot measure: build it again with --features runtime-benchmarks".into())
		}
	}
}
