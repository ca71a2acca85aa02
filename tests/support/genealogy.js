// SPDX-License-Identifier: Apache-2.0
// Ancestors, descendants and contents of units, by the chain's runtime API.

/** The most steps or units of one page. */
export const MAX_PAGE_SIZE = 256;

/** All steps of a walk, in the chain's order, however many pages they take. */
export async function walk(api, direction, code, limit = MAX_PAGE_SIZE) {
	const steps = [];
	for (let cursor = null; ;) {
		const page = await api.call.traceApi[direction](code, cursor, limit);
		steps.push(...page.steps);
		if (page.next.isNone) {
			return steps;
		}
		cursor = page.next;
	}
}

/** The units that are packed directly in a unit. */
export async function contentsOf(api, code, limit = MAX_PAGE_SIZE) {
	const units = [];
	for (let from = null; ;) {
		const page = await api.call.traceApi.contents(code, from, limit);
		units.push(...page.units.map(String));
		if (page.next.isNone) {
			return units;
		}
		from = page.next;
	}
}

/** A walk as edges: each unit that was used, with how much of it, and each unit that came of it. */
export function edgesOf(steps) {
	return steps.flatMap(({ id, depth, transformation: { kind, inputs, outputs } }) => {
		return inputs.flatMap(({ code, quantity }) => outputs.map((output) => ({
			from: code.toString(),
			to: output.toString(),
			quantity,
			kind: kind.type,
			transformation: id.toNumber(),
			depth: depth.toNumber(),
		})));
	});
}

/** The units that a unit was made of, over all steps. */
export async function ancestorsOf(api, code) {
	return unique(edgesOf(await walk(api, 'ancestors', code)).map(({ from }) => from));
}

/** The units that were made of a unit, over all steps. */
export async function descendantsOf(api, code) {
	return unique(edgesOf(await walk(api, 'descendants', code)).map(({ to }) => to));
}

function unique(list) {
	return [...new Set(list)];
}
