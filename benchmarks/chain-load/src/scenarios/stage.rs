//! The scene that most scenarios share: owners with units, and carriers whom they let write.

use crate::{
	cli::Plan,
	keys::{Key, Keyring},
	ledger::Counted,
	node::ChainKind,
	setup::{admit, authorize, Registration},
	stop::Stop,
	trade::Part,
	world::World,
};

/// The most owners on a lane. Their allowances of new keys hold a million units at once.
const OWNERS: usize = 16;

/// The participants: as many owners on each lane, and after the owners the carriers.
#[derive(Clone, Copy)]
pub struct Cast {
	/// How many lanes there are.
	pub lanes: usize,
	/// The number of owners on each lane.
	pub owners: usize,
	/// How many carriers there are: as many on each lane.
	pub carriers: usize,
}

impl Cast {
	/// The carrier whose turn it is at this place of the lane.
	pub fn carrier(&self, lane: usize, place: usize) -> Key {
		let round = place % (self.carriers / self.lanes);
		Keyring::participant((self.owners + round) * self.lanes + lane)
	}

	fn parts(&self) -> Vec<Part> {
		let owners = std::iter::repeat_n(Part::Manufacturer, self.owners * self.lanes);
		owners.chain(std::iter::repeat_n(Part::Carrier, self.carriers)).collect()
	}

	fn participants(&self) -> usize {
		self.owners * self.lanes + self.carriers
	}

	/// The carriers, in an order in which each lane's take turns.
	pub fn carriers(&self) -> impl Iterator<Item = Key> {
		(self.owners * self.lanes..self.participants()).map(Keyring::participant)
	}

	/// Starts a chain and lets the cast in.
	pub async fn enter(plan: &Plan, stop: &Stop, chain: ChainKind) -> anyhow::Result<(Self, World)> {
		let owners = OWNERS.min(plan.accounts / plan.connections);
		let cast = Self { lanes: plan.connections, owners, carriers: plan.accounts };
		let mut world = World::start(plan, stop, chain, cast.participants()).await?;
		admit(&mut world, &cast.parts()).await?;
		Ok((cast, world))
	}

	/// Every owner lets every carrier write.
	pub async fn authorize(&self, world: &mut World) -> anyhow::Result<()> {
		let owners = (0..self.owners * self.lanes).map(Keyring::participant);
		let pairs = owners.flat_map(|owner| self.carriers().map(move |carrier| (owner, carrier)));
		let blocks = Part::Carrier.writes();
		authorize(world, pairs.map(|(owner, carrier)| (owner, carrier, blocks)).collect()).await
	}

	/// Registers so many units, or a few more. Tells how many.
	pub async fn register(&self, world: &mut World, units: usize) -> anyhow::Result<usize> {
		let script = Registration { owners: self.owners, done: 0, lanes: self.lanes };
		let (lengths, window) = (script.lengths(units), world.plan.window);
		world.play("Registering units", &script, Counted::Units, &lengths, window).await?;
		Ok(Registration::units(&lengths))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn every_carrier_signs_and_each_on_one_lane() {
		let cast = Cast { lanes: 4, owners: 2, carriers: 16 };
		let of_lane = |lane| (0..100).map(move |place| cast.carrier(lane, place));
		let lanes: Vec<BTreeSet<_>> = (0..4).map(|lane| of_lane(lane).collect()).collect();
		assert!(lanes.iter().all(|lane| lane.len() == 4));
		let all: BTreeSet<_> = lanes.into_iter().flatten().collect();
		let expected: BTreeSet<_> = (8..24).map(Keyring::participant).collect();
		assert_eq!(all, expected);
	}
}
