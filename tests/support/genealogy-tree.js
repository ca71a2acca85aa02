// Genealogies as trees for people, with marks for what is isolated, and where everything is.

import { renderTree } from '@pnpm/text.tree-renderer';
import { contentsOf, edgesOf, walk } from './genealogy.js';
import { nameOf } from './participants.js';

const HOLD_LABELS = { Quarantine: '⚠ QUARANTINED', Recall: '⛔ RECALLED' };

/** How much of something there is, in words. */
export const amount = (thousandths, unit) => {
	const count = (thousandths.toNumber() / 1000).toLocaleString('en');
	return `${count} ${unit.type.toLowerCase()}${count === '1' ? '' : 's'}`;
};

/** What becomes of a unit, as a tree that goes forward in time. `names` says what people call the units. */
export async function descendantsTree(api, code, names) {
	const edges = edgesOf(await walk(api, 'descendants', code));
	return tree(api, code, names, (unit) => edges.filter(({ from }) => from === unit).map((edge) => ({
		code: edge.to,
		how: edge.kind === 'Split' ? 'split off' : `made with ${used(edge)} of it`,
	})));
}

/** What a unit was made of, as a tree that goes back in time. */
export async function ancestorsTree(api, code, names) {
	const edges = edgesOf(await walk(api, 'ancestors', code));
	return tree(api, code, names, (unit) => edges.filter(({ to }) => to === unit).map((edge) => ({
		code: edge.from,
		how: edge.kind === 'Split' ? 'it was split off this' : `${used(edge)} of this went into it`,
	})));
}

/** What is packed in a unit, and in that, and so on. */
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

/** What the chain knows of a unit. */
async function facts(api, code) {
	const view = await api.call.traceApi.unit(code);
	if (view.isNone) {
		return ['archived'];
	}
	const { unit, custodian, outermost } = view.unwrap();
	const hold = unit.hold.unwrapOr(undefined);
	return [
		unit.kind.isBatch && remaining(unit),
		hold && `${HOLD_LABELS[hold.kind.type]} by ${hold.byRegulator.isTrue ? 'a regulator' : 'its owner'}`,
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
