// SPDX-License-Identifier: Apache-2.0

//! # The runtime that an upgrade is rehearsed with
//!
//! This crate is empty: its build script builds the runtime with the feature `rehearsal`, a version higher by one and with
//! a migration, as the blob `wbuild/suyuan-runtime/suyuan_rehearsal.compact.compressed.wasm` in the target folder. It does
//! so only if `SUYUAN_REHEARSAL` is set, and after the node is built, because both blobs are built in the same folder:
//! `scripts/test upgrade` does both.
