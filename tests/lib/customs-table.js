// Declarations and what they are held against, as tables for people.

import Table from 'cli-table3';
import { nameOf } from './participants.js';
import { ascii, day, money } from './trace-table.js';

const style = { head: [], border: [] };
const weight = ({ grams }) => `${grams.toNumber() / 1000} kg`;
const amount = ({ thousandths, unit }) => {
	return `${(thousandths.toNumber() / 1000).toLocaleString('en')} ${unit.type.toLowerCase()}`;
};
const waybill = ({ company, number }) => `${company} ${number}`;
const minute = (moment) => new Date(moment).toISOString().slice(0, 16).replace('T', ' ');
const words = (name) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();

/** What is declared: the declaration, and its lines with the units in them. */
export async function declarationTable(api, entryNumber, { declaration, lines }) {
	const head = new Table({ style });
	const { order } = declaration;
	head.push(
		{ 'entry number': entryNumber },
		{ declarant: await nameOf(api, declaration.declarant.toString()) },
		{ broker: declaration.broker.isSome ? await nameOf(api, declaration.broker.unwrap().toString()) : 'none' },
		{ mode: declaration.mode.type },
		{ way: `${ascii(declaration.portOfDeparture)} → ${ascii(declaration.portOfArrival)}, for ${ascii(declaration.destination)}` },
		{ order: `${order.number} of platform ${order.platform}, merchant ${order.merchant}` },
		{ waybills: declaration.waybills.map(waybill).join('\n') },
		{ goods: `${declaration.packages} packages, ${weight(declaration.grossWeight)}, ${money(declaration.value)}` },
		{ status: `${declaration.status.type}, receipt ${declaration.code}` },
	);
	const table = new Table({ head: ['line', 'HS code', 'product', 'quantity', 'value', 'origin', 'units'], style });
	for (const [place, line] of lines.entries()) {
		table.push([
			place + 1,
			ascii(line.hsCode),
			line.productName.toString(),
			amount(line.quantity),
			money(line.value),
			ascii(line.origin),
			line.units.map(String).join('\n'),
		]);
	}
	return `${head}\n${table}`;
}

/** What the departments said. */
export async function verdictTable(api, { verdicts, undecided }) {
	const table = new Table({ head: ['department', 'says', 'why', 'who', 'when'], style });
	for (const [department, { agrees, reason, by, givenAt }] of verdicts) {
		table.push([
			words(department.type),
			agrees.isTrue ? 'agrees' : 'refuses',
			reason.isSome ? reason.unwrap().toString() : '',
			await nameOf(api, by.toString()),
			minute(givenAt.toNumber()),
		]);
	}
	for (const department of undecided) {
		table.push([words(department.type), 'nothing yet', '', '', '']);
	}
	return table.toString();
}

/** What order, receipts, waybills and declaration say, whether they were imported, and how they stand to each other. */
export function loopTable({ order, receipts, declared, waybills, state }) {
	const table = new Table({ head: ['paper', 'says', 'entered'], style });
	const entered = ({ imported }) => (imported.isTrue ? 'IMPORTED' : 'by who did it');
	if (order.isSome) {
		const { says, imported } = order.unwrap();
		table.push(['order', money(says.amount), entered({ imported })]);
	}
	for (const receipt of receipts) {
		const { number, amount: received, reversed } = receipt.says;
		table.push([`receipt ${number}`, `${money(received)}${reversed.isTrue ? ', reversed' : ''}`, entered(receipt)]);
	}
	for (const { key, paper } of waybills) {
		const says = paper.isSome && paper.unwrap().says;
		table.push([
			`waybill ${key.number}`,
			says ? `${says.packages} packages, ${weight(says.grossWeight)}` : 'nothing: it is not recorded',
			says ? entered(paper.unwrap()) : '',
		]);
	}
	if (declared.isSome) {
		const { entryNumber, value, packages, grossWeight } = declared.unwrap();
		const says = `${money(value)}, ${packages} packages, ${weight(grossWeight)}`;
		table.push([`declaration ${ascii(entryNumber)}`, says, 'by who did it']);
	}
	for (const [what, said] of findings(state)) {
		table.push([{ content: what.toUpperCase(), colSpan: 1 }, { content: said, colSpan: 2 }]);
	}
	return table.toString();
}

/** How a loop stands, in words: what is missing, or each field that disagrees with both its values. */
export function findings(state) {
	if (state.isOpen) {
		return state.asOpen.missing.map((missing) => [`missing ${words(missing.type)}`, lacking(missing)]);
	}
	if (state.isMismatch) {
		return state.asMismatch.fields.map((field) => {
			const sides = [...field.value.entries()].map(([side, value]) => `${words(side)} ${show(value)}`);
			return [`${words(field.type)} disagrees`, sides.join(', ')];
		});
	}
	return [['matched', 'order, money, goods and declaration agree']];
}

function lacking(missing) {
	if (missing.isReceipt) {
		return `${money(missing.asReceipt.outstanding)} outstanding`;
	}
	return missing.isWaybill ? waybill(missing.asWaybill.waybill) : '';
}

/** A value that two papers say differently: money, a currency, a weight or a count. */
function show(value) {
	if (value.minorUnits) {
		return money(value);
	}
	if (value.grams) {
		return weight(value);
	}
	return value.toUtf8 ? ascii(value) : String(value);
}

/** How a declaration went, with the raw codes of the single window's receipts. */
export function historyTable(history) {
	const table = new Table({ head: ['status', 'receipt', 'when', 'block'], style });
	for (const { status, code, changedAt, at } of history) {
		table.push([status, code, minute(changedAt), at]);
	}
	return table.toString();
}

/** What a filing says, and what became of it. */
export function filingTable({ filing, standing }) {
	const table = new Table({ style });
	const scope = [...filing.scope.entries()].filter(([, within]) => within.isTrue).map(([mode]) => words(mode));
	table.push(
		{ 'customs code': ascii(filing.customsCode) },
		{ modes: scope.join(', ') },
		{ papers: `${filing.evidence.length}` },
		{ standing: standing.type },
		{ 'lapses on': filing.lapsesAt.isSome ? day(filing.lapsesAt.unwrap()) : 'is not good yet' },
	);
	return table.toString();
}
