// SPDX-License-Identifier: Apache-2.0

//! Tests with hostile input, generated from a seed.
//!
//! Every decoder of strangers' bytes must accept or reject each input without a panic, within a bounded stack.

mod wasm;
