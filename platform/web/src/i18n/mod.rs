// SPDX-License-Identifier: Apache-2.0

//! Dictionary: names of the chain in Chinese, as the standard has them, and in English.

pub mod chain;
pub mod countries;
pub mod customs;
mod lang;
pub mod logistics;
pub mod parties;
pub mod product;
mod shape;
mod terms;
pub mod transaction;
pub mod values;

pub use lang::Lang;
pub use shape::{shape, Shape};
pub use terms::{called, field, term, Choice, Field, Is, Part, Term};
