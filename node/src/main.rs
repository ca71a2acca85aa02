// SPDX-License-Identifier: Apache-2.0

//! The program `suyuan`.

use std::process::ExitCode;

fn main() -> ExitCode {
	suyuan_node::run()
}
