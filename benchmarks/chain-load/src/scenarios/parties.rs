// SPDX-License-Identifier: Apache-2.0
//! The parties of most scenarios: owners with units, and carriers whom they let write.

use crate::{
	cli::Plan,
	fixture::Fixture,
	keys::{Key, Keyring},
	ledger::Counted,
	node::ChainKind,
	setup::{admit, authorize, Registration},
	shutdown::Shutdown,
	trade::Role,
};

/// The most owners on a lane. Their allowances of new keys hold a million units at once.
const MAX_OWNERS_PER_LANE: usize = 16;

/// Participants: as many owners on each lane, and after the owners the carriers.
#[derive(Clone, Copy)]
pub(crate) struct Parties {
	pub(crate) lanes: usize,
	/// Owners on each lane.
	pub(crate) owners: usize,
	/// Carriers in all: as many on each lane.
	pub(crate) carriers: usize,
}

impl Parties {
	/// The carrier whose turn it is at this place of the lane.
	pub(crate) fn carrier(&self, lane: usize, place: usize) -> Key {
		let round = place % (self.carriers / self.lanes);
		Keyring::participant((self.owners + round) * self.lanes + lane)
	}

	fn roles(&self) -> Vec<Role> {
		let owners = std::iter::repeat_n(Role::Manufacturer, self.owners * self.lanes);
		owners.chain(std::iter::repeat_n(Role::Carrier, self.carriers)).collect()
	}

	fn participants(&self) -> usize {
		self.owners * self.lanes + self.carriers
	}

	/// The carriers, in an order in which each lane's take turns.
	pub(crate) fn carriers(&self) -> impl Iterator<Item = Key> {
		(self.owners * self.lanes..self.participants()).map(Keyring::participant)
	}

	/// Starts a chain and has the parties admitted.
	pub(crate) async fn start(
		plan: &Plan,
		shutdown: &Shutdown,
		chain: ChainKind,
	) -> anyhow::Result<(Self, Fixture)> {
		let owners = MAX_OWNERS_PER_LANE.min(plan.accounts / plan.connections);
		let parties = Self { lanes: plan.connections, owners, carriers: plan.accounts };
		let mut fixture = Fixture::start(plan, shutdown, chain, parties.participants()).await?;
		admit(&mut fixture, &parties.roles()).await?;
		Ok((parties, fixture))
	}

	/// Authorizes every carrier to write for every owner.
	pub(crate) async fn authorize(&self, fixture: &mut Fixture) -> anyhow::Result<()> {
		let owners = (0..self.owners * self.lanes).map(Keyring::participant);
		let pairs = owners.flat_map(|owner| self.carriers().map(move |carrier| (owner, carrier)));
		let blocks = Role::Carrier.writes();
		authorize(fixture, pairs.map(|(owner, carrier)| (owner, carrier, blocks)).collect()).await
	}

	/// Registers at least so many units. Returns their number.
	pub(crate) async fn register(&self, fixture: &mut Fixture, units: usize) -> anyhow::Result<usize> {
		let workload = Registration { owners: self.owners, done: 0, lanes: self.lanes };
		let (lengths, window) = (workload.lengths(units), fixture.plan.window);
		fixture.run_setup("Registering units", &workload, Counted::Units, &lengths, window).await?;
		Ok(Registration::units(&lengths))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn every_carrier_signs_and_each_on_one_lane() {
		let parties = Parties { lanes: 4, owners: 2, carriers: 16 };
		let of_lane = |lane| (0..100).map(move |place| parties.carrier(lane, place));
		let lanes: Vec<BTreeSet<_>> = (0..4).map(|lane| of_lane(lane).collect()).collect();
		assert!(lanes.iter().all(|lane| lane.len() == 4));
		let all: BTreeSet<_> = lanes.into_iter().flatten().collect();
		let expected: BTreeSet<_> = (8..24).map(Keyring::participant).collect();
		assert_eq!(all, expected);
	}
}
