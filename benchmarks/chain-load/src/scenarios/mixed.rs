// SPDX-License-Identifier: Apache-2.0
//! A mix of calls as in trade: a unit is registered, its product, transaction and logistics are recorded, and it is handed
//! over.
//!
//! A step of a lane is seven transactions, which are of three units: one is registered; of one that was registered before,
//! four parties record and custody is offered; of one that was offered before, custody is accepted. "Before" is so far back
//! that the earlier transactions are no longer in the window.

use crate::{
	cli::Plan,
	date,
	fixture::Fixture,
	keys::{Key, Keyring},
	ledger::Counted,
	node::ChainKind,
	report::row::Row,
	setup::{admit, authorize},
	shutdown::Shutdown,
	sign::Workload,
	trade::{self, Role, MAX_BATCH},
	window::Window,
};
use suyuan_runtime::{AccountId, RuntimeCall};

/// Transactions in a step.
const STEP_TRANSACTIONS: usize = 7;

struct Trades {
	lanes: usize,
	/// The number of groups: a participant of each role, who trade with each other.
	groups: usize,
	/// Steps between registration and offer, and between offer and acceptance.
	lag: usize,
	/// The carriers' accounts, by their groups.
	carriers: Vec<AccountId>,
	/// The time that all records name.
	now: u64,
}

impl Trades {
	/// The key in this role for the lane's `n`th unit.
	fn key(&self, lane: usize, n: usize, role: Role) -> Key {
		Keyring::participant(self.group(lane, n) * Role::ALL.len() + role as usize)
	}

	fn group(&self, lane: usize, n: usize) -> usize {
		n % (self.groups / self.lanes) * self.lanes + lane
	}

	/// The lane's `n`th unit.
	fn unit(&self, lane: usize, n: usize) -> usize {
		n * self.lanes + lane
	}

	/// The lane's unit that the transaction at this place is of, and which of the seven it is.
	fn turn(&self, place: usize) -> (usize, usize) {
		let (step, turn) = (place / STEP_TRANSACTIONS, place % STEP_TRANSACTIONS);
		match turn {
			0 => (step + 2 * self.lag, turn),
			6 => (step, turn),
			_ => (step + self.lag, turn),
		}
	}

	fn offer(&self, lane: usize, n: usize) -> RuntimeCall {
		trade::offer_custody(self.unit(lane, n), self.carriers[self.group(lane, n)].clone())
	}

	/// The registrations before the first step.
	fn registered_before(&self) -> Vec<(Key, RuntimeCall)> {
		let of_group = |lane: usize, round: usize| {
			let rounds = self.groups / self.lanes;
			let units: Vec<_> = (round..2 * self.lag).step_by(rounds).map(|n| self.unit(lane, n)).collect();
			let key = self.key(lane, round, Role::Manufacturer);
			let calls = units.chunks(MAX_BATCH).map(|units| trade::register_many(units.iter().copied()));
			calls.map(|call| (key, call)).collect::<Vec<_>>()
		};
		let rounds = 0..self.groups / self.lanes;
		rounds.flat_map(|round| (0..self.lanes).flat_map(move |lane| of_group(lane, round))).collect()
	}

	/// The offers of custody before the first step.
	fn offered_before(&self) -> Vec<(Key, RuntimeCall)> {
		let of_lane = |lane: usize| {
			(0..self.lag).map(move |n| (self.key(lane, n, Role::Manufacturer), self.offer(lane, n)))
		};
		(0..self.lanes).flat_map(of_lane).collect()
	}
}

impl Workload for Trades {
	fn signer(&self, lane: usize, place: usize) -> Key {
		let (n, turn) = self.turn(place);
		let role = match turn {
			0 | 1 | 5 => Role::Manufacturer,
			2 => Role::Platform,
			4 => Role::Warehouse,
			_ => Role::Carrier,
		};
		self.key(lane, n, role)
	}

	fn call(&self, lane: usize, place: usize) -> RuntimeCall {
		let (n, turn) = self.turn(place);
		let unit = self.unit(lane, n);
		match turn {
			0 => trade::register(unit),
			1 => trade::record_features(unit),
			2 => trade::record_order(self.now, unit),
			3 => trade::record_transport(n, unit),
			4 => trade::record_storage(n, unit),
			5 => self.offer(lane, n),
			_ => trade::accept_custody(unit),
		}
	}
}

pub(crate) async fn run(plan: &Plan, shutdown: &Shutdown) -> anyhow::Result<Row> {
	let roles: Vec<_> = Role::ALL.into_iter().cycle().take(plan.accounts).collect();
	let mut fixture = Fixture::start(plan, shutdown, ChainKind::Dev, roles.len()).await?;
	admit(&mut fixture, &roles).await?;

	let groups = plan.accounts / Role::ALL.len();
	let key = |group: usize, role: Role| Keyring::participant(group * Role::ALL.len() + role as usize);
	let carriers = (0..groups).map(|group| fixture.keyring.account(key(group, Role::Carrier))).collect();
	let mut workload = Trades { lanes: fixture.lanes(), groups, lag: 1, carriers, now: date::now() };
	let window = Window::new(plan.window, fixture.capacity(&workload)).size();
	workload.lag = window.div_ceil(STEP_TRANSACTIONS) + 1;

	let providers = [Role::Platform, Role::Carrier, Role::Warehouse];
	let pairs = (0..groups).flat_map(|group| {
		providers.map(|role| (key(group, Role::Manufacturer), key(group, role), role.writes()))
	});
	authorize(&mut fixture, pairs.collect()).await?;
	fixture.submit_setup("Registering units", workload.registered_before()).await?;
	fixture.submit_setup("Offering custody", workload.offered_before()).await?;
	fixture.measure("mixed", &workload, Counted::Transactions, plan.duration).await
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::{BTreeMap, BTreeSet};

	fn trades() -> Trades {
		let carriers = (0..8).map(|n| AccountId::from([n; 32])).collect();
		Trades { lanes: 2, groups: 8, lag: 10, carriers, now: 0 }
	}

	/// The transactions of each unit, before and in the first places of all lanes.
	fn history(trades: &Trades, places: usize) -> BTreeMap<usize, Vec<(usize, Option<usize>)>> {
		let mut units = BTreeMap::<_, Vec<_>>::new();
		for lane in 0..trades.lanes {
			(0..2 * trades.lag).for_each(|n| units.entry(trades.unit(lane, n)).or_default().push((0, None)));
			(0..trades.lag).for_each(|n| units.entry(trades.unit(lane, n)).or_default().push((5, None)));
			for place in 0..places {
				let (n, turn) = trades.turn(place);
				units.entry(trades.unit(lane, n)).or_default().push((turn, Some(place)));
			}
		}
		units
	}

	#[test]
	fn every_unit_is_registered_then_offered_then_accepted_and_far_enough_apart() {
		let trades = trades();
		for (unit, events) in history(&trades, 100 * STEP_TRANSACTIONS) {
			let at = |turn| events.iter().find(|event| event.0 == turn).map(|event| event.1);
			assert!(at(0).is_some(), "unit {unit} is registered");
			for (first, then) in [(0, 5), (5, 6), (0, 1), (0, 2), (0, 3), (0, 4)] {
				if let (Some(Some(first)), Some(Some(then))) = (at(first), at(then)) {
					assert!(then >= first + (trades.lag - 1) * STEP_TRANSACTIONS, "{first} before {then}");
				}
				if let (None, Some(_)) = (at(first), at(then)) {
					panic!("unit {unit}: {then} without {first}");
				}
			}
			let turns: BTreeSet<_> = events.iter().map(|event| event.0).collect();
			assert_eq!(turns.len(), events.len(), "nothing happens to unit {unit} twice");
		}
	}

	#[test]
	fn a_key_signs_on_its_lane_only() {
		let trades = trades();
		let keys = |lane| {
			(0..100 * STEP_TRANSACTIONS).map(|place| trades.signer(lane, place)).collect::<BTreeSet<_>>()
		};
		assert!(keys(0).is_disjoint(&keys(1)));
		assert_eq!(keys(0).len() + keys(1).len(), 8 * Role::ALL.len());
	}

	#[test]
	fn transactions_before_the_first_step_are_prepared() {
		let trades = trades();
		assert_eq!(trades.registered_before().len(), 8);
		assert_eq!(trades.offered_before().len(), 2 * trades.lag);
	}

	#[test]
	fn the_carrier_to_whom_custody_is_offered_accepts_it() {
		let trades = trades();
		for place in (0..100 * STEP_TRANSACTIONS).filter(|place| place % STEP_TRANSACTIONS == 6) {
			let (n, _) = trades.turn(place);
			assert_eq!(trades.signer(1, place), trades.key(1, n, Role::Carrier));
			let RuntimeCall::TraceUnits(pallet_trace_units::Call::offer_custody { to, .. }) =
				trades.offer(1, n)
			else {
				panic!("it is an offer")
			};
			assert_eq!(to, trades.carriers[trades.group(1, n)]);
		}
	}
}
