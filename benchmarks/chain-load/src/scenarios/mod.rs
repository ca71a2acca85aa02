// SPDX-License-Identifier: Apache-2.0
//! The scenarios. Each has a chain of its own, which begins empty.

mod import;
mod mixed;
mod parties;
mod query;
mod record;
mod remark;
mod soak;

use crate::{
	cli::{Plan, Scenario},
	node::ChainKind,
	report::Report,
	shutdown::Shutdown,
};

/// Measures a scenario and enters its figures.
pub(crate) async fn run(
	scenario: Scenario,
	plan: &Plan,
	shutdown: &Shutdown,
	report: &mut Report,
) -> anyhow::Result<()> {
	match scenario {
		Scenario::Remark => report.enter(remark::run(plan, shutdown).await?),
		Scenario::Record => report.enter(record::run(plan, shutdown, ChainKind::Dev, 1).await?),
		Scenario::RecordMany => {
			for batch in &plan.batches {
				if !shutdown.is_requested() {
					report.enter(record::run(plan, shutdown, ChainKind::Dev, *batch).await?);
				}
			}
		}
		Scenario::Mixed => report.enter(mixed::run(plan, shutdown).await?),
		Scenario::Validators => report.enter(record::run(plan, shutdown, ChainKind::Local, 1).await?),
		Scenario::Soak => soak::run(plan, shutdown, report).await?,
		Scenario::Import => import::run(plan, shutdown, &mut report.imports).await?,
		Scenario::Query => query::run(plan, shutdown, &mut report.queries).await?,
	}
	Ok(())
}
