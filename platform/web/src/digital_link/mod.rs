// SPDX-License-Identifier: Apache-2.0

//! GS1 Digital Links: trace codes as paths, and back.

pub mod canonical;
pub mod links;
