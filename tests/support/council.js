// SPDX-License-Identifier: Apache-2.0
// Decisions of the regulators: a motion in the council, votes, and the close that dispatches it.

import { eventOf, submit, throwIfFailed } from './chain.js';

/** The number of ayes that a decision takes, by the size of the council. */
const THRESHOLDS = {
	majority: (members) => Math.floor(members / 2) + 1,
	twoThirds: (members) => Math.ceil(members * 2 / 3),
};

/** Proposes a call to the council. @param {keyof THRESHOLDS} [share] of the council that must say aye */
export async function propose(api, regulator, call, share = 'majority') {
	const members = await api.query.council.members();
	const threshold = THRESHOLDS[share](members.length);
	const length = call.method.encodedLength;
	const { events } = await submit(api, regulator, api.tx.council.propose(threshold, call.method, length));
	const { proposalHash, proposalIndex } = eventOf(events, 'council', 'Proposed').data;
	return { hash: proposalHash, index: proposalIndex, threshold, length };
}

export async function vote(api, motion, regulators) {
	await Promise.all(regulators.map((regulator) => {
		return submit(api, regulator, api.tx.council.vote(motion.hash, motion.index, true));
	}));
}

/** Closes the motion, which dispatches it. Throws the error of its call. */
export async function close(api, motion, regulator) {
	// An upper bound, of which only the call's own weight is used: the runtime doesn't give that beforehand.
	const weight = api.consts.council.maxProposalWeight;
	const { events } = await submit(api, regulator, api.tx.council.close(motion.hash, motion.index, weight, motion.length));
	throwIfFailed(api, eventOf(events, 'council', 'Executed').data.result);
	return events;
}

/** Executes a call with the origin of one member. */
export async function executeAsMember(api, regulator, call) {
	const { method } = call;
	const { events } = await submit(api, regulator, api.tx.council.execute(method, method.encodedLength));
	throwIfFailed(api, eventOf(events, 'council', 'MemberExecuted').data.result);
	return events;
}

/**
 * Dispatches a call as Root by a decision of two thirds of the council.
 *
 * @returns {Promise<object[]>} the events
 */
export async function decideAsRoot(api, regulators, call) {
	const events = await executeAsMember(api, regulators[0], await whitelist(api, regulators, call));
	throwIfFailed(api, eventOf(events, 'whitelist', 'WhitelistedCallDispatched').data.result);
	return events;
}

/**
 * Has two thirds of the council whitelist a call for Root: all can read it, and they vote on its hash.
 *
 * @returns the call by which any member dispatches it then, see {@link executeAsMember}
 */
export async function whitelist(api, regulators, call) {
	const { hash, encodedLength } = call.method;
	const { preimage, whitelist } = api.tx;
	await submit(api, regulators[0], preimage.notePreimage(call.method.toHex()));
	await decide(api, regulators, whitelist.whitelistCall(hash), 'twoThirds');
	// An upper bound again.
	return whitelist.dispatchWhitelistedCall(hash, encodedLength, api.consts.council.maxProposalWeight);
}

/** Decides a call: the first regulator proposes it, and as many as the threshold vote aye. */
export async function decide(api, regulators, call, share = 'majority') {
	const motion = await propose(api, regulators[0], call, share);
	await vote(api, motion, regulators.slice(-motion.threshold));
	return close(api, motion, regulators[0]);
}
