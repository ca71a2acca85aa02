// How the regulators decide: a motion in the council, votes, and the close that dispatches it.

import { eventOf, submit, throwIfFailed } from './chain.js';

/** Puts a call before the council. More than half must say aye. */
export async function propose(api, regulator, call) {
	const members = await api.query.council.members();
	const threshold = Math.floor(members.length / 2) + 1;
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

/** The first regulator proposes; as many as it takes vote aye. */
export async function decide(api, regulators, call) {
	const motion = await propose(api, regulators[0], call);
	await vote(api, motion, regulators.slice(-motion.threshold));
	return close(api, motion, regulators[0]);
}
