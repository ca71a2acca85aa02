// SPDX-License-Identifier: Apache-2.0
//! Passes the commit and the compiler on to the results.

use std::process::Command;

fn main() {
	substrate_build_script_utils::generate_cargo_keys();
	substrate_build_script_utils::rerun_if_git_head_changed();

	let rustc = std::env::var_os("RUSTC").expect("Cargo tells every build script; qed");
	let version =
		Command::new(rustc).arg("--version").output().expect("the compiler that compiles this runs");
	println!("cargo:rustc-env=SUYUAN_CHAIN_LOAD_RUSTC={}", String::from_utf8_lossy(&version.stdout).trim());
}
