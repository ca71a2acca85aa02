// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the runtime's weights, the database and the machine.

use crate::{
	client::HostFunctions,
	service::{self, Partial},
};
use frame_benchmarking_cli::{
	BenchmarkCmd, ExtrinsicFactory, SubstrateRemarkBuilder, SUBSTRATE_REFERENCE_HARDWARE,
};
use sc_cli::Result;
use sc_service::{ChainType, Configuration};
use sp_inherents::{InherentData, InherentDataProvider};
use sp_runtime::traits::HashingFor;
use sp_state_machine::BasicExternalities;
use std::time::Duration;
use suyuan_runtime::{benchmarks::put_units, opaque::Block};

/// The number of units on the chain whose database is measured: with five keys each, a million keys.
const UNITS: u32 = 200_000;

/// Runs the benchmark that `command` names.
pub(crate) fn run(command: &BenchmarkCmd, config: Configuration) -> Result<()> {
	match command {
		BenchmarkCmd::Pallet(cmd) => {
			cmd.run_with_spec::<HashingFor<Block>, HostFunctions>(Some(config.chain_spec))
		}
		BenchmarkCmd::Machine(cmd) => cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone()),
		BenchmarkCmd::Storage(cmd) => {
			let config = grown(config)?;
			let Partial { client, backend, .. } = service::new_partial(&config, Default::default(), false)?;
			let db = backend.expose_db();
			let storage = backend.expose_storage();
			let cache = backend.expose_shared_trie_cache();
			cmd.run(config, client, db, storage, cache)
		}
		BenchmarkCmd::Block(cmd) => cmd.run(service::new_partial(&config, Default::default(), false)?.client),
		BenchmarkCmd::Overhead(cmd) => {
			let client = service::new_partial(&config, Default::default(), false)?.client;
			let remark = SubstrateRemarkBuilder::new_from_client(client.clone())?;
			let chain = config.chain_spec.name().into();
			cmd.run(chain, client, inherents()?, Vec::new(), &remark, false)
		}
		BenchmarkCmd::Extrinsic(cmd) => {
			let client = service::new_partial(&config, Default::default(), false)?.client;
			let remark = SubstrateRemarkBuilder::new_from_client(client.clone())?;
			cmd.run(client, inherents()?, Vec::new(), &ExtrinsicFactory(vec![Box::new(remark)]))
		}
	}
}

/// The inherents of the measured blocks.
///
/// The blocks carry no slot in their digests, which makes it slot 0, and the time has to fall into that slot.
fn inherents() -> Result<InherentData> {
	let time = sp_timestamp::InherentDataProvider::new(Duration::ZERO.into());
	futures::executor::block_on(time.create_inherent_data())
		.map_err(|error| format!("the time could not be set: {error}").into())
}

/// Adds many units to the genesis state of a development chain.
///
/// The state of a fresh chain fits into a few nodes of the trie, and to read or write there costs a fraction of what it
/// costs on a chain in use. Any other chain is measured as it is.
fn grown(mut config: Configuration) -> Result<Configuration> {
	if config.chain_spec.chain_type() == ChainType::Development {
		let mut storage = config.chain_spec.as_storage_builder().build_storage()?;
		BasicExternalities::execute_with_storage(&mut storage, || put_units(UNITS));
		config.chain_spec.set_storage(storage);
	}
	Ok(config)
}
