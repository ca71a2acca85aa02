// SPDX-License-Identifier: Apache-2.0

//! # The runtime that an upgrade is rehearsed with
//!
//! This crate is empty: its build script builds the runtime with the feature `rehearsal`, a version higher by one and with
//! a migration, as the blob `wbuild/suyuan-runtime/suyuan_rehearsal.compact.compressed.wasm` in the target folder. It does
//! so only if `SUYUAN_REHEARSAL` is set, and after the node's own blob, because both are built in the same folder: Cargo
//! runs the build script of a crate after those of the crates that it depends on and that link something, as the runtime
//! says it does.
