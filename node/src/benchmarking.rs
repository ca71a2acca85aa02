//! Measures the weights of the runtime, the database and the machine.

use crate::service::{self, HostFunctions, Parts};
use frame_benchmarking_cli::{
	BenchmarkCmd, ExtrinsicFactory, SubstrateRemarkBuilder, SUBSTRATE_REFERENCE_HARDWARE,
};
use sc_cli::Result;
use sc_service::Configuration;
use sp_inherents::{InherentData, InherentDataProvider};
use sp_runtime::traits::HashingFor;
use std::time::Duration;
use suyuan_runtime::opaque::Block;

/// Runs the benchmark that `command` names.
pub fn run(command: &BenchmarkCmd, config: Configuration) -> Result<()> {
	match command {
		BenchmarkCmd::Pallet(cmd) => {
			cmd.run_with_spec::<HashingFor<Block>, HostFunctions>(Some(config.chain_spec))
		}
		BenchmarkCmd::Machine(cmd) => cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone()),
		BenchmarkCmd::Storage(cmd) => {
			let Parts { client, backend, .. } = service::parts(&config)?;
			let db = backend.expose_db();
			let storage = backend.expose_storage();
			let cache = backend.expose_shared_trie_cache();
			cmd.run(config, client, db, storage, cache)
		}
		BenchmarkCmd::Block(cmd) => cmd.run(service::parts(&config)?.client),
		BenchmarkCmd::Overhead(cmd) => {
			let client = service::parts(&config)?.client;
			let remark = SubstrateRemarkBuilder::new_from_client(client.clone())?;
			let chain = config.chain_spec.name().into();
			cmd.run(chain, client, inherents()?, Vec::new(), &remark, false)
		}
		BenchmarkCmd::Extrinsic(cmd) => {
			let client = service::parts(&config)?.client;
			let remark = SubstrateRemarkBuilder::new_from_client(client.clone())?;
			cmd.run(client, inherents()?, Vec::new(), &ExtrinsicFactory(vec![Box::new(remark)]))
		}
	}
}

/// The inherents of the blocks that are measured. They carry no slot in their digests, which makes it slot 0, and the
/// time has to fall into it.
fn inherents() -> Result<InherentData> {
	let time = sp_timestamp::InherentDataProvider::new(Duration::ZERO.into());
	futures::executor::block_on(time.create_inherent_data())
		.map_err(|error| format!("the time could not be set: {error}").into())
}
