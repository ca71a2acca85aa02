// SPDX-License-Identifier: Apache-2.0

//! Dictionary: texts and names of the chain in Chinese, as the standard has them, and in English, from the locale files.

pub mod chain;
pub mod customs;
mod lang;
pub mod logistics;
pub mod messages;
pub mod parties;
pub mod product;
mod shape;
mod terms;
pub mod transaction;
pub mod values;

pub use lang::Lang;
pub use shape::{shape, Shape};
pub use terms::{called, field, Choices, Field, Is, Part};

#[cfg(test)]
mod tests;
