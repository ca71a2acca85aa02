// SPDX-License-Identifier: Apache-2.0
//! Remarks as long as a record. They do nothing, so nothing on this engine can be faster.
//!
//! Only regulators may sign remarks, so as many carriers as the council has room for are given seats. For each of their
//! remarks the register is read for the carrier and the council for its seat.

use super::parties::Parties;
use crate::{
	cli::Plan,
	keys::Key,
	ledger::Counted,
	node::ChainKind,
	report::row::Row,
	setup::seat,
	shutdown::Shutdown,
	sign::Workload,
	trade::{record_storage, remark},
};
use codec::Encode;
use suyuan_runtime::RuntimeCall;

struct Remarks {
	parties: Parties,
	/// Carriers that sign on each lane.
	signers: usize,
	length: usize,
}

impl Workload for Remarks {
	fn signer(&self, lane: usize, place: usize) -> Key {
		self.parties.carrier(lane, place % self.signers)
	}

	fn call(&self, lane: usize, place: usize) -> RuntimeCall {
		remark(place * self.parties.lanes + lane, self.length)
	}
}

/// The length of a remark whose call is as long as a record's.
fn length_of_record() -> usize {
	let record = record_storage(0, 0).encoded_size();
	(0..record).rev().find(|length| remark(0, *length).encoded_size() <= record).unwrap_or_default()
}

pub(crate) async fn run(plan: &Plan, shutdown: &Shutdown) -> anyhow::Result<Row> {
	let (parties, mut fixture) = Parties::start(plan, shutdown, ChainKind::Dev).await?;
	let carriers: Vec<_> = parties.carriers().collect();
	let signers = seat(&mut fixture, &carriers).await? / parties.lanes;
	let workload = Remarks { parties, signers, length: length_of_record() };
	fixture.measure("remark", &workload, Counted::Transactions, plan.duration).await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_remark_is_as_long_as_a_record() {
		assert_eq!(remark(0, length_of_record()).encoded_size(), record_storage(0, 0).encoded_size());
	}
}
