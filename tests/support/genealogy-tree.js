// SPDX-License-Identifier: Apache-2.0
// Genealogies as trees for people, with marks for isolated units, and the place of each unit.

import { renderTree } from '@pnpm/text.tree-renderer';
import { contentsOf, edgesOf, walk } from './genealogy.js';
import { nameOf } from './participants.js';

const HOLD_LABELS = { Quarantine: '⚠ QUARANTINED', Recall: '⛔ RECALLED' };

/** A quantity in words. */
export const amount = (thousandths, unit) => {
	const count = (thousandths.toNumber() / 1000).toLocaleString('en');
	return `${count} ${unit.type.toLowerCase()}${count === '1' ? '' : 's'}`;
};

/** The descendants of a unit as a tree. `names` has the names of units for people. */
export async function descendantsTree(api, code, names) {
	const edges = edgesOf(await walk(api, 'descendants', code));
	return tree(api, code, names, (unit) => edges.filter(({ from }) => from === unit).map((edge) => ({
		code: edge.to,
		how: edge.kind === 'Split' ? 'split off' : `made with ${used(edge)} of it`,
	})));
}

/** The ancestors of a unit as a tree. */
export async function ancestorsTree(api, code, names) {
	const edges = edgesOf(await walk(api, 'ancestors', code));
	return tree(api, code, names, (unit) => edges.filter(({ to }) => to === unit).map((edge) => ({
		code: edge.from,
		how: edge.kind === 'Split' ? 'split off from this' : `${used(edge)} of this went into it`,
	})));
}

/** The contents of a unit as a tree, with the contents of each in turn. */
export async function contentsTree(api, code, names) {
	return tree(api, code, names, async (unit) => (await contentsOf(api, unit)).map((inner) => ({ code: inner })));
}

async function tree(api, root, names, branchesOf) {
	const shown = new Set();
	const grow = async ({ code, how }) => {
		const label = (...said) => `${code}  ${names.get(code) ?? ''}\n${[how, ...said].filter(Boolean).join(' · ')}`;
		if (shown.has(code)) {
			return { label: label('see above') };
		}
		shown.add(code);
		const nodes = [];
		for (const branch of await branchesOf(code)) {
			nodes.push(await grow(branch));
		}
		return { label: label(...await facts(api, code)), nodes };
	};
	return renderTree(await grow({ code: root }));
}

function used({ quantity }) {
	return quantity.isSome ? amount(quantity.unwrap().thousandths, quantity.unwrap().unit) : 'all';
}

/** The kind of party that isolated a unit. */
function holderOf({ departments, byCustodian }) {
	if ([...departments.values()].some((holds) => holds.isTrue)) {
		return 'a regulator';
	}
	return byCustodian.isTrue ? 'its custodian' : 'its owner';
}

/** The facts of a unit that the chain has. */
async function facts(api, code) {
	const view = await api.call.traceApi.unit(code);
	if (view.isNone) {
		return ['archived'];
	}
	const { unit, custodian, outermost } = view.unwrap();
	const hold = unit.hold.unwrapOr(undefined);
	return [
		unit.kind.isBatch && remaining(unit),
		hold && `${HOLD_LABELS[hold.kind.type]} by ${holderOf(hold)}`,
		unit.packedIn.isSome && `packed in ${unit.packedIn.unwrap()}`,
		outermost.isSome && !outermost.eq(unit.packedIn) && `on ${outermost.unwrap()}`,
		!unit.remaining.isZero() && `held by ${await nameOf(api, custodian.toString())}`,
	].filter(Boolean);
}

function remaining({ kind, remaining: left }) {
	const { thousandths, unit } = kind.asBatch.quantity;
	if (left.isZero()) {
		return `${amount(thousandths, unit)}, used up`;
	}
	return left.eq(thousandths) ? amount(left, unit) : `${amount(left, unit)} left of ${amount(thousandths, unit)}`;
}
