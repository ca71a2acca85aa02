// SPDX-License-Identifier: Apache-2.0
// Declarations, filings and reconciliations as tables for people.

import Table from 'cli-table3';
import { amount } from './genealogy-tree.js';
import { nameOf } from './participants.js';
import { RECEIPT_TEXTS } from './single-window.js';
import { ascii, day, money } from './trace-table.js';

const style = { head: [], border: [] };
const weight = ({ grams }) => `${grams.toNumber() / 1000} kg`;
const packed = (count) => `${count} ${count.toNumber() === 1 ? 'package' : 'packages'}`;
const waybill = ({ company, number }) => `${company} ${number}`;
const minute = (moment) => new Date(moment).toISOString().slice(0, 16).replace('T', ' ');
const words = (name) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();

/** A declaration as a table, and its lines with the units in them. */
export async function declarationTable(api, entryNumber, { declaration, lines, units }) {
	const head = new Table({ style });
	const { heading } = declaration;
	const { order } = heading;
	head.push(
		{ 'entry number': entryNumber },
		{ declarant: await nameOf(api, declaration.declarant.toString()) },
		{ broker: declaration.broker.isSome ? await nameOf(api, declaration.broker.unwrap().toString()) : 'none' },
		{ mode: words(heading.mode.type) },
		{ way: `${ascii(heading.portOfDeparture)} → ${ascii(heading.portOfArrival)}, for ${ascii(heading.destination)}` },
		{ order: `${order.number} of platform ${order.platform}, merchant ${order.merchant}` },
		{ waybills: heading.waybills.map(waybill).join('\n') },
		{ goods: `${packed(heading.packages)}, ${weight(heading.grossWeight)}, ${money(declaration.value)}` },
		{ status: `${declaration.status.type}, receipt ${declaration.code}` },
	);
	const table = new Table({ head: ['line', 'HS code', 'product', 'quantity', 'value', 'origin', 'units'], style });
	for (const [place, line] of lines.entries()) {
		table.push([
			place + 1,
			ascii(line.hsCode),
			line.productName.toString(),
			amount(line.quantity.thousandths, line.quantity.unit),
			money(line.value),
			ascii(line.origin),
			units.filter((unit) => unit.lines.some((number) => number.eqn(place))).map(({ code }) => `${code}`).join('\n'),
		]);
	}
	return `${head}\n${table}`;
}

/** The verdicts of the departments, and the departments that have yet to decide. */
export async function verdictTable(api, verdicts, waitsFor) {
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
	for (const department of waitsFor) {
		table.push([words(department), 'nothing yet', '', '', '']);
	}
	return table.toString();
}

/** The documents of a loop and their values, with the mark of imports and the findings. */
export function loopTable({ order, receipts, declared, waybills, state }) {
	const table = new Table({ head: ['document', 'says', 'entered'], style });
	const entered = ({ imported }) => (imported.isTrue ? 'IMPORTED' : 'by its issuer');
	if (order.isSome) {
		const { says, imported } = order.unwrap();
		table.push(['order', money(says.amount), entered({ imported })]);
	}
	for (const receipt of receipts) {
		const { number, amount: received, reversed } = receipt.says;
		table.push([`receipt ${number}`, `${money(received)}${reversed.isTrue ? ', reversed' : ''}`, entered(receipt)]);
	}
	for (const { key, document } of waybills) {
		const says = document.isSome && document.unwrap().says;
		table.push([
			`waybill ${key.number}`,
			says ? `${packed(says.packages)}, ${weight(says.grossWeight)}` : 'not recorded',
			says ? entered(document.unwrap()) : '',
		]);
	}
	if (declared.isSome) {
		const { entryNumber, value, packages, grossWeight } = declared.unwrap();
		const says = `${money(value)}, ${packed(packages)}, ${weight(grossWeight)}`;
		table.push([`declaration ${ascii(entryNumber)}`, says, 'by its issuer']);
	}
	for (const [what, said] of findings(state)) {
		table.push([{ content: what.toUpperCase(), colSpan: 1 }, { content: said, colSpan: 2 }]);
	}
	return table.toString();
}

/** The findings on a loop in words: missing documents, or fields that disagree with both their values. */
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
	if (state.isSelfStated) {
		return [['self-stated', 'all agree, by the word of one party alone']];
	}
	return [['matched', `order, money, goods and declaration agree, by ${state.asMatched.parties} parties`]];
}

function lacking(missing) {
	if (missing.isReceipt) {
		return `${money(missing.asReceipt.outstanding)} outstanding`;
	}
	return missing.isWaybill ? waybill(missing.asWaybill.waybill) : '';
}

/** A value on which two documents disagree: money, a currency, a weight or a count. */
function show(value) {
	if (value.minorUnits) {
		return money(value);
	}
	if (value.grams) {
		return weight(value);
	}
	return value.toUtf8 ? ascii(value) : String(value);
}

/** The history of a declaration, with the raw codes of the single window's receipts. */
export function historyTable(history) {
	const table = new Table({ head: ['status', 'receipt', 'in words', 'when', 'block'], style });
	for (const { status, code, changedAt, at } of history) {
		table.push([status, code, RECEIPT_TEXTS.get(code) ?? '', minute(changedAt), at]);
	}
	return table.toString();
}

/** The members of a set of the vocabulary. */
export function membersOf(set) {
	return [...set.entries()].filter(([, isIn]) => isIn.isTrue).map(([member]) => member);
}

/** The departments that have yet to decide. */
export function waitsFor({ mustAgree, agreed, refused }) {
	const said = [agreed, refused].flatMap(membersOf);
	return membersOf(mustAgree).filter((department) => !said.includes(department));
}

/** A filing and its standing as a table. */
export function filingTable({ filing, standing }) {
	const table = new Table({ style });
	table.push(
		{ 'customs code': ascii(filing.customsCode) },
		{ modes: membersOf(filing.scope).map(words).join(', ') },
		{ documents: `${filing.evidence.length}` },
		{ standing: standing.type },
		{ 'lapses on': filing.lapsesAt.isSome ? day(filing.lapsesAt.unwrap()) : 'not good yet' },
	);
	return table.toString();
}
