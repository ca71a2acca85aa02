//! One step of a genealogy, as a page shows it.

use super::{
	format,
	party::{who, Who},
};
use crate::i18n::Lang;
use suyuan_store::model::{Trace, Transformation};

/// One step of a genealogy.
pub struct Link {
	/// How units became others.
	pub kind: String,
	/// By whom.
	pub by: Who,
	/// When.
	pub time: i64,
	/// In which block.
	pub block: i64,
	/// What was used, and how much of it.
	pub inputs: Vec<(String, Option<String>)>,
	/// What came into being.
	pub outputs: Vec<String>,
	/// How many more came into being than are shown.
	pub more: usize,
}

/// How many units of one step are listed.
const MANY: usize = 64;

/// A step of the genealogy of a trace.
pub fn link(step: &Transformation, trace: &Trace, lang: Lang) -> Link {
	// What a unit is measured in is known of this one alone; amounts of others stand without their measure.
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
