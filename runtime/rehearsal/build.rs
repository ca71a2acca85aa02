//! Builds the runtime once more, as a blob with the feature `rehearsal`, when asked to by `SUYUAN_REHEARSAL`.

use substrate_wasm_builder::WasmBuilder;

/// Whoever builds everything else shall not wait for a runtime that only a rehearsal needs.
const ASKED: &str = "SUYUAN_REHEARSAL";

fn main() {
	println!("cargo:rerun-if-env-changed={ASKED}");
	if std::env::var_os(ASKED).is_none() {
		println!("cargo:rerun-if-changed=build.rs");
		return;
	}

	let runtime = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
	let runtime = runtime.canonicalize().expect("the runtime's manifest is one folder up");
	// In the folder in which the node's own blob is built, so that every dependency is there already; only its name is
	// another.
	WasmBuilder::new()
		.with_project(runtime)
		.expect("it is the manifest of a project")
		.import_memory()
		.export_heap_base()
		.enable_feature("rehearsal")
		.set_file_name("suyuan_rehearsal")
		.build();
}
