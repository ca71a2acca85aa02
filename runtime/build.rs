// SPDX-License-Identifier: Apache-2.0

//! Builds the WASM blob that the node embeds.

#[cfg(feature = "metadata-hash")]
include!("src/token.rs");

fn main() {
	#[cfg(feature = "std")]
	{
		let builder = substrate_wasm_builder::WasmBuilder::init_with_defaults();
		// The blob is built twice: once to hash its metadata, and once with the hash.
		#[cfg(feature = "metadata-hash")]
		let builder = builder.enable_metadata_hash(TOKEN_SYMBOL, TOKEN_DECIMALS);
		builder.build();
	}
}
