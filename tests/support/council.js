// How the regulators decide: a motion in the council, votes, and the close that dispatches it.

import { eventOf, submit, throwIfFailed } from './chain.js';

/** How many of the council must say aye, by what a decision takes. */
const THRESHOLDS = {
	majority: (members) => Math.floor(members / 2) + 1,
	twoThirds: (members) => Math.ceil(members * 2 / 3),
};

/** Puts a call before the council. @param {keyof THRESHOLDS} [share] how much of it must say aye */
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

/** Closes the motion, which dispatches it. Throws what its call was refused with. */
export async function close(api, motion, regulator) {
	// A bound, of which only what the call really weighs is used: the runtime doesn't say what that is beforehand.
	const weight = api.consts.council.maxProposalWeight;
	const { events } = await submit(api, regulator, api.tx.council.close(motion.hash, motion.index, weight, motion.length));
	throwIfFailed(api, eventOf(events, 'council', 'Executed').data.result);
	return events;
}

/** Does by one member's word what any member may do. */
export async function executeAsMember(api, regulator, call) {
	const { method } = call;
	const { events } = await submit(api, regulator, api.tx.council.execute(method, method.encodedLength));
	throwIfFailed(api, eventOf(events, 'council', 'MemberExecuted').data.result);
	return events;
}

/**
 * Does as Root what two thirds of the council decide.
 *
 * @returns {Promise<object[]>} the events
 */
export async function decideAsRoot(api, regulators, call) {
	const events = await executeAsMember(api, regulators[0], await whitelist(api, regulators, call));
	throwIfFailed(api, eventOf(events, 'whitelist', 'WhitelistedCallDispatched').data.result);
	return events;
}

/**
 * Two thirds of the council whitelist a call for Root: all can read it, and they vote on its hash.
 *
 * @returns the call by which any member has it dispatched then, see {@link executeAsMember}
 */
export async function whitelist(api, regulators, call) {
	const { hash, encodedLength } = call.method;
	const { preimage, whitelist } = api.tx;
	await submit(api, regulators[0], preimage.notePreimage(call.method.toHex()));
	await decide(api, regulators, whitelist.whitelistCall(hash), 'twoThirds');
	// A bound again.
	return whitelist.dispatchWhitelistedCall(hash, encodedLength, api.consts.council.maxProposalWeight);
}

/** The first regulator proposes; as many as it takes vote aye. */
export async function decide(api, regulators, call, share = 'majority') {
	const motion = await propose(api, regulators[0], call, share);
	await vote(api, motion, regulators.slice(-motion.threshold));
	return close(api, motion, regulators[0]);
}
