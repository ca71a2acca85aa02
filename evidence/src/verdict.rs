// SPDX-License-Identifier: Apache-2.0

//! Verdicts on files: every step that was checked, and what is not proven.

use crate::{
	refusal::{Outcome, Refusal},
	said::Said,
};
use alloc::{string::String, vec::Vec};
use serde::Serialize;

/// A step that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
	/// The name of the step.
	pub id: &'static str,
	/// True if it holds.
	pub ok: bool,
	/// The result in words.
	pub said: String,
}

/// The verdict on a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
	/// The outcome: `proven`, `refuted` or `undecidable`.
	pub outcome: &'static str,
	/// The name of the reason. None if the file is proven.
	pub refusal: Option<&'static str>,
	/// The hash of the chain's first block.
	pub genesis: Option<String>,
	/// The trace code of the unit.
	pub code: Option<String>,
	/// The hash of the final block.
	pub hash: Option<String>,
	/// The number of the validator set that made it final.
	pub set: Option<u64>,
	/// The validators that signed, such as `3 of 4`.
	pub validators: Option<String>,
	/// The proven values in words. None unless the file is proven.
	pub said: Option<Said>,
	/// The steps, up to the first that does not hold.
	pub checks: Vec<Check>,
	/// The questions that the file answers nothing of.
	pub not_proven: Vec<&'static str>,
	#[serde(skip)]
	pub(crate) result: Option<Outcome>,
}

impl Verdict {
	pub(crate) fn new() -> Self {
		Self {
			outcome: Outcome::Undecidable.name(),
			refusal: None,
			genesis: None,
			code: None,
			hash: None,
			set: None,
			validators: None,
			said: None,
			checks: Vec::new(),
			not_proven: Vec::new(),
			result: None,
		}
	}

	pub(crate) fn holds(&mut self, id: &'static str, said: String) {
		self.checks.push(Check { id, ok: true, said });
	}

	pub(crate) fn refused(&mut self, id: &'static str, refusal: &Refusal) {
		self.refusal = Some(refusal.kind.name());
		self.checks.push(Check { id, ok: false, said: alloc::format!("{refusal}") });
		self.end(refusal.kind.outcome());
	}

	pub(crate) fn end(&mut self, outcome: Outcome) {
		self.outcome = outcome.name();
		self.result = Some(outcome);
	}

	/// Returns the outcome.
	pub fn result(&self) -> Outcome {
		self.result.unwrap_or(Outcome::Undecidable)
	}
}
