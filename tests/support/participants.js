// How participants come in: they are invited, apply, and are voted on.

import assert from 'node:assert/strict';
import { seats } from './accounts.js';
import { chainTime, submit } from './chain.js';
import { decide } from './council.js';

const YEAR = 365 * 24 * 3_600_000;

/** One signature for all invitations. */
export function invite(api, inviter, parties) {
	return submit(api, inviter, api.tx.utility.batchAll(parties.map((party) => {
		return api.tx.participants.invite(party.account.address, []);
	})));
}

export function apply(api, parties) {
	return Promise.all(parties.map((party) => submit(api, party.account, api.tx.participants.apply(party.profile))));
}

/** The verdict on an application as it stands, bound to the hash of the profile: admission for a year. */
async function admission(api, party) {
	const application = (await api.query.participants.applications(party.account.address)).unwrap();
	return { who: party.account.address, profileHash: application.profileHash, until: await chainTime(api) + YEAR };
}

/** The call that admits one. */
export async function admit(api, party) {
	const { who, profileHash, until } = await admission(api, party);
	return api.tx.participants.admit(who, profileHash, until);
}

/** One motion that admits many. */
export async function admitMany(api, regulators, parties) {
	const admissions = await Promise.all(parties.map((party) => admission(api, party)));
	const events = await decide(api, regulators, api.tx.participants.admitMany(admissions));
	// A verdict that fails doesn't stop the others, so the motion itself succeeds.
	assert.equal(events.filter(({ method }) => method === 'Admitted').length, parties.length);
}

/** By which name an account is known. */
export async function nameOf(api, account) {
	const seat = Object.entries(seats).find(([, { address }]) => address === account);
	if (seat) {
		return `regulator: ${seat[0]}`;
	}
	const profile = (await api.query.participants.profiles(account)).unwrap();
	return profile.identity.value.name?.toString() ?? account;
}

/** All of it, for tests that are about what comes after. */
export async function admitAll(api, regulators, parties) {
	await invite(api, regulators[0], parties);
	await apply(api, parties);
	await admitMany(api, regulators, parties);
}

/** Lets a provider write into blocks of the owner's units: `authorize(api, owner, provider, 'logistics')`. */
export function authorization(api, provider, ...blocks) {
	const set = Object.fromEntries(['product', 'transaction', 'logistics', 'customs'].map((block) => {
		return [block, blocks.includes(block)];
	}));
	return api.tx.participants.authorize(provider.account.address, set);
}
