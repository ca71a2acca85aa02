// SPDX-License-Identifier: Apache-2.0
// Admission of participants: invitation, application and vote.

import assert from 'node:assert/strict';
import { seats } from './accounts.js';
import { chainTime, submit } from './chain.js';
import { decide } from './council.js';

const YEAR = 365 * 24 * 3_600_000;

/** Invites parties under one signature. */
export function invite(api, inviter, parties) {
	return submit(api, inviter, api.tx.utility.batchAll(parties.map((party) => {
		return api.tx.participants.invite(party.account.address, []);
	})));
}

export function apply(api, parties) {
	return Promise.all(parties.map((party) => submit(api, party.account, api.tx.participants.apply(party.profile))));
}

/** An admission for a year, bound to the hash of the profile in the application as it stands. */
async function admission(api, party) {
	const application = (await api.query.participants.applications(party.account.address)).unwrap();
	return { who: party.account.address, profileHash: application.profileHash, until: await chainTime(api) + YEAR };
}

/** The call that admits one party. */
export async function admit(api, party) {
	const { who, profileHash, until } = await admission(api, party);
	return api.tx.participants.admit(who, profileHash, until);
}

/** Admits many parties by one motion. */
export async function admitMany(api, regulators, parties) {
	const admissions = await Promise.all(parties.map((party) => admission(api, party)));
	const events = await decide(api, regulators, api.tx.participants.admitMany(admissions));
	// A verdict that fails doesn't stop the others, so the motion itself succeeds.
	assert.equal(events.filter(({ method }) => method === 'Admitted').length, parties.length);
}

/** The name of a seat or participant by its account. */
export async function nameOf(api, account) {
	const seat = Object.entries(seats).find(([, { address }]) => address === account);
	if (seat) {
		return `regulator: ${seat[0]}`;
	}
	const profile = (await api.query.participants.profiles(account)).unwrap();
	return profile.identity.value.name?.toString() ?? account;
}

/** Invites, applies and admits, for tests of later steps. */
export async function admitAll(api, regulators, parties) {
	await invite(api, regulators[0], parties);
	await apply(api, parties);
	await admitMany(api, regulators, parties);
}

/** The call by which an owner lets a provider write into information blocks of its units. */
export function authorization(api, provider, ...blocks) {
	const set = Object.fromEntries(['product', 'transaction', 'logistics', 'customs'].map((block) => {
		return [block, blocks.includes(block)];
	}));
	return api.tx.participants.authorize(provider.account.address, set);
}
