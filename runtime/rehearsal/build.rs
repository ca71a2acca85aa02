// SPDX-License-Identifier: Apache-2.0

//! Builds the runtime as a second blob with the feature `rehearsal`, if `SUYUAN_REHEARSAL` is set.

use substrate_wasm_builder::WasmBuilder;

/// The environment variable that enables the build, so that no other build waits for it.
const ENABLED: &str = "SUYUAN_REHEARSAL";

fn main() {
	println!("cargo:rerun-if-env-changed={ENABLED}");
	if std::env::var_os(ENABLED).is_none() {
		println!("cargo:rerun-if-changed=build.rs");
		return;
	}

	// Of this run, not of the compilation: clones that share a target folder share the compiled script.
	let folder = std::env::var_os("CARGO_MANIFEST_DIR").expect("Cargo names it to build scripts");
	let runtime = std::path::Path::new(&folder).join("../Cargo.toml");
	let runtime = runtime.canonicalize().expect("the runtime's manifest is one folder up");
	// In the folder in which the node's own blob is built, so that every dependency is there already; only the name
	// differs.
	WasmBuilder::new()
		.with_project(runtime)
		.expect("it is the manifest of a project")
		.import_memory()
		.export_heap_base()
		.enable_feature("rehearsal")
		.set_file_name("suyuan_rehearsal")
		.build();
}
