// SPDX-License-Identifier: Apache-2.0

//! # The vocabulary of the trace chain
//!
//! One type per notion, under the name that the standards give it. Everything that a participant signs is
//! made of these types, so a name in a call, in an event, in a page and in DB4403/T 471-2024 is the same word.
//!
//! - [`codes`]: what identifies a thing, a party or a place, with its check digit.
//! - [`digital_link`]: trace codes as people, scanners and links have them, read and printed.
//! - [`values`]: what is said of it: text, money, quantities, moments, positions, evidence, sealed fields.
//! - [`parties`]: who takes part (§6.1), in which role (table 5), through which node (§6.2.2).
//! - [`requirement`]: the one table of what is mandatory in which mode (tables 1 to 4).
//! - [`items`]: the four information blocks, one variant per category.
//! - [`reconciliation`]: the closed loop of order, receipt, waybill and declaration.
//! - [`traits`]: what one pallet may ask of another; the runtime connects them.
//!
//! Bounds belong to the types; everything else is said by [`Check::check`], which answers with a
//! [`ValueError`] that each pallet passes on under the same name.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod check;
pub mod codes;
pub mod digital_link;
pub mod items;
pub mod parties;
pub mod reconciliation;
pub mod requirement;
mod sets;
pub mod traits;
pub mod values;

pub use check::{Check, Clock, ValueError};
