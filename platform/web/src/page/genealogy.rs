// SPDX-License-Identifier: Apache-2.0

//! View of one transformation of a unit's genealogy.

use super::{
	format,
	party::{who, Who},
};
use crate::i18n::Lang;
use suyuan_store::model::{Trace, Transformation};

/// A transformation as the page shows it.
pub struct Link {
	/// `Transform` or `Split`.
	pub kind: String,
	/// Participant that made the transformation.
	pub by: Who,
	/// Time of the transformation, in milliseconds since 1970 UTC.
	pub time: i64,
	/// Number of the block that carries it.
	pub block: i64,
	/// True if a product has no norms of its yield, so that anything may have come of the materials.
	pub unproven: bool,
	/// Codes of the units used, and the amounts, at most 64.
	pub inputs: Vec<(String, Option<String>)>,
	/// Codes of the units made, at most 64.
	pub outputs: Vec<String>,
	/// Number of units made beyond those shown.
	pub more: usize,
}

/// Units of one transformation that are listed at most.
const MANY: usize = 64;

/// Makes the view of a transformation in a trace.
pub fn link(step: &Transformation, trace: &Trace, lang: Lang) -> Link {
	// The measure is known of the trace's unit alone; amounts of others stand without their measure.
	let amount = |code: &String, thousandths: &Option<i64>| {
		let thousandths = u64::try_from((*thousandths)?).ok()?;
		let measure = trace.unit.measure.as_deref().filter(|_| *code == trace.unit.code);
		Some(match measure {
			Some(measure) => format::quantity(thousandths, measure, lang),
			None => format::thousandths(thousandths),
		})
	};
	Link {
		kind: step.kind.clone(),
		by: who(&trace.parties, &step.by, lang),
		time: step.time,
		block: step.block,
		unproven: step.yield_check.as_deref() == Some("Unproven"),
		inputs: step
			.inputs
			.iter()
			.take(MANY)
			.map(|(code, used)| (code.clone(), amount(code, used)))
			.collect(),
		outputs: step.outputs.iter().take(MANY).cloned().collect(),
		more: step.outputs.len().saturating_sub(MANY),
	}
}
