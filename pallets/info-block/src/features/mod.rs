// SPDX-License-Identifier: Apache-2.0

//! The implementations of the calls, by topic.

mod amendments;
mod archive;
mod imports;
mod records;
