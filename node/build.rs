// SPDX-License-Identifier: Apache-2.0

//! Puts the commit into `suyuan --version` and rebuilds when it changes.

fn main() {
	substrate_build_script_utils::generate_cargo_keys();
	substrate_build_script_utils::rerun_if_git_head_changed();
	// Read by the SDK's macro for host functions, and never set in a build of a node.
	println!("cargo:rustc-check-cfg=cfg(substrate_runtime)");
}
