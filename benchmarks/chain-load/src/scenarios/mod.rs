//! What is measured. Every scenario has a chain of its own, which begins empty.

mod mixed;
mod query;
mod record;
mod remark;
mod soak;
mod stage;

use crate::{
	cli::{Plan, Scenario},
	node::ChainKind,
	report::Report,
	stop::Stop,
};

/// Measures a scenario and enters what came of it.
pub async fn run(scenario: Scenario, plan: &Plan, stop: &Stop, report: &mut Report) -> anyhow::Result<()> {
	match scenario {
		Scenario::Remark => report.enter(remark::run(plan, stop).await?),
		Scenario::Record => report.enter(record::run(plan, stop, ChainKind::Dev, 1).await?),
		Scenario::RecordMany => {
			for batch in &plan.batches {
				if !stop.is_set() {
					report.enter(record::run(plan, stop, ChainKind::Dev, *batch).await?);
				}
			}
		}
		Scenario::Mixed => report.enter(mixed::run(plan, stop).await?),
		Scenario::Validators => report.enter(record::run(plan, stop, ChainKind::Local, 1).await?),
		Scenario::Soak => soak::run(plan, stop, report).await?,
		Scenario::Query => query::run(plan, stop, &mut report.queries).await?,
	}
	Ok(())
}
