// SPDX-License-Identifier: Apache-2.0

//! Events of units in EPCIS 2.0, as the standard's query interface answers them.

mod filter;
mod page;
mod refused;
mod route;

pub(crate) use route::{document, router, ROUTE};
