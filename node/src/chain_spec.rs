// SPDX-License-Identifier: Apache-2.0

//! Chain specifications.

use sc_service::{ChainType, GenericChainSpec, Properties};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use suyuan_runtime::{
	configs::system::SS58_PREFIX,
	token::{TOKEN_DECIMALS, TOKEN_SYMBOL},
	WASM_BINARY,
};

type ChainSpec = GenericChainSpec;

/// Loads the chain called `id`: one of the node's two presets, or the path of a specification.
///
/// There is no default, so that no operator joins a chain by having forgotten to name one.
pub(crate) fn load(id: &str) -> Result<ChainSpec, String> {
	match id {
		"" => Err(
			"no chain given. Say --dev for a chain of one node on this machine, --chain local for the test \
			network of Alice, Bob, Charlie and Dave, or --chain <FILE> with the specification of a chain"
				.into(),
		),
		"dev" => from_preset("Suyuan Development", "suyuan_dev", ChainType::Development, DEV_RUNTIME_PRESET),
		"local" => {
			from_preset("Suyuan Local", "suyuan_local", ChainType::Local, LOCAL_TESTNET_RUNTIME_PRESET)
		}
		path => ChainSpec::from_json_file(path.into()).map_err(|error| {
			format!("{path} is neither `dev` nor `local`, nor a chain specification: {error}")
		}),
	}
}

/// Builds a chain whose genesis is one of the runtime's presets.
fn from_preset(name: &str, id: &str, chain_type: ChainType, preset: &str) -> Result<ChainSpec, String> {
	let code = WASM_BINARY
		.ok_or("this node was built without its runtime: build it again with SKIP_WASM_BUILD unset")?;

	// The hash of the metadata that offline signers sign covers all three.
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), TOKEN_SYMBOL.into());
	properties.insert("tokenDecimals".into(), TOKEN_DECIMALS.into());
	properties.insert("ss58Format".into(), SS58_PREFIX.into());

	Ok(ChainSpec::builder(code, None)
		.with_name(name)
		.with_id(id)
		.with_chain_type(chain_type)
		.with_protocol_id("suyuan")
		.with_properties(properties)
		.with_genesis_config_preset_name(preset)
		.build())
}
