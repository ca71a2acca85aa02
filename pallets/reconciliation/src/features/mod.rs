// SPDX-License-Identifier: Apache-2.0

//! The calls, and the loops that they change, by topic.

mod loops;
mod proofs;
mod reaping;
