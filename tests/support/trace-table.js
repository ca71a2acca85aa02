// SPDX-License-Identifier: Apache-2.0
// A unit's trace as a table for people.

import Table from 'cli-table3';
import { nameOf } from './participants.js';

const BLOCK_NAMES = { productInfo: 'product', transactionInfo: 'transaction', logisticsInfo: 'logistics', customsInfo: 'customs' };
const TABLE_WIDTH = 150;
/** The width of the columns before the last one, with the lines between them. */
const OTHER_COLUMNS = 84;
const MIN_WIDTH = 40;

export const ascii = (bytes) => bytes.toUtf8();
export const day = (moment) => new Date(moment.toNumber()).toISOString().slice(0, 10);
const seal = (sealed) => `⟨sealed ${sealed.toHex().slice(2, 10)}…⟩`;
const some = (option, show = String) => (option.isSome ? show(option.unwrap()) : undefined);
const degrees = (value) => (value.toNumber() / 1e7).toFixed(4);
const range = ({ lowest, highest }, unit) => `${lowest.toNumber() / 10}–${highest.toNumber() / 10} ${unit}`;
const place = ({ name, location }) => [name, some(location, ascii)].filter(Boolean).join(' ');

export function money({ minorUnits, currency }) {
	const format = new Intl.NumberFormat('en', { style: 'currency', currency: ascii(currency), currencyDisplay: 'code' });
	return format.format(minorUnits.toNumber() / 10 ** format.resolvedOptions().maximumFractionDigits);
}

/** The facts to show of an item, by its category. */
const FACTS = {
	RawMaterials: ({ name, supplier, quality }) => [name, `from ${supplier}`, some(quality)],
	Production: ({ producer, country, producedAt, licence }) => {
		return [producer, ascii(country), day(producedAt), some(licence, (text) => `licence ${text}`)];
	},
	Features: ({ brand, model, certificates, testReports }) => {
		return [brand, model, `${certificates.length} certificates`, `${testReports.length} test report`];
	},
	ProductCode: ({ barcode, batch }) => [`GTIN ${ascii(barcode)}`, some(batch, (lot) => `lot ${ascii(lot)}`)],
	Order: ({ productName, amount, orderedAt, key, consignee }) => {
		return [productName, money(amount), day(orderedAt), some(key, ({ number }) => number), `to ${seal(consignee)}`];
	},
	Receipt: ({ amount, settled, settledAt, payee }) => {
		const settlement = settled.isSome && `settled as ${money(settled.unwrap())} on ${day(settledAt.unwrap())}`;
		return [money(amount), settlement || 'not settled yet', `for ${payee}`];
	},
	Tally: ({ screening, loading }) => {
		return [`screening ${screening.outcome.type}`, screening.site, `loaded on ${loading.vehicle}`];
	},
	Transport: ({ mode, departure, destination, waybill }) => {
		return [mode.type, [place(departure), some(destination, place)].join(' → '), some(waybill, ({ key }) => key.number)];
	},
	Storage: ({ warehouse, enteredAt, leftAt, temperature, humidity }) => [
		warehouse,
		leftAt.isSome ? `${day(enteredAt)} to ${day(leftAt.unwrap())}` : `since ${day(enteredAt)}`,
		some(temperature, (value) => range(value, '°C')),
		some(humidity, (value) => range(value, '% RH')),
	],
	Delivery: ({ company, number, receiver, signedAt }) => [
		company,
		number,
		some(receiver, (sealed) => `to ${seal(sealed)}`),
		signedAt.isSome ? `signed for on ${day(signedAt.unwrap())}` : 'not signed for yet',
	],
	DeliveryException: (exception) => [exception.isNoneOccurred ? 'none occurred' : exception.type],
	Positions: (fixes) => [
		`${fixes.length} fixes (${[...new Set(fixes.map(({ system }) => system.type.toUpperCase()))].join(', ')})`,
		[fixes[0], fixes.at(-1)].map(({ latitude, longitude }) => `${degrees(latitude)},${degrees(longitude)}`).join(' → '),
	],
	Declaration: ({ entryNumber, lines, portOfDeparture, portOfArrival }) => [
		ascii(entryNumber),
		`${ascii(portOfDeparture)} → ${ascii(portOfArrival)}`,
		...lines.map(({ hsCode, value }) => `HS ${ascii(hsCode)} ${money(value)}`),
	],
	Status: ({ status, code, changedAt }) => [status.type, `receipt ${code}`, day(changedAt)],
};

function facts(item) {
	const known = FACTS[item.type];
	return known ? known(item.value).filter(Boolean).join(' · ') : item.type;
}

/** The source of a record: the provider, a party outside the chain, or a declaration. */
async function saidBy(api, { provider, source }) {
	const name = await nameOf(api, provider.toString());
	if (source.isImported) {
		return `${name}, for ${source.asImported.party}`;
	}
	return source.isClearance ? `${name}, by the declaration` : name;
}

/** The trace as text. */
export async function traceTable(api, { code, view, records }) {
	const { owner, kind, stage, registeredAt } = view.unit;
	const imported = view.imported.map(({ type }) => type);
	const kept = stage.isClosed ? `, kept until ${day(stage.asClosed.retainUntil)} at least` : '';
	const head = new Table({ style: { head: [], border: [] } });
	head.push(
		{ code },
		{ owner: await nameOf(api, owner.toString()) },
		{ mode: `${kind.type}, ${kind.value.mode.type}` },
		{ stage: `${stage.type}, registered in block ${registeredAt}${kept}` },
		{ declaration: some(view.declaration, ({ entryNumber, status, code, loopState }) => {
			return `${ascii(entryNumber)}: ${status.type}, receipt ${code}; order, goods and money: ${loopState.type}`;
		}) ?? 'none' },
		{ imported: imported.join(', ') || 'nothing' },
		{ heads: `4 of 4 recomputed from ${records.length} events and equal to the state` },
	);
	const width = Math.min(process.stdout.columns ?? TABLE_WIDTH, TABLE_WIDTH);
	const table = new Table({
		head: ['information', '#', 'category', 'source', 'block', 'what'],
		// The last column takes the rest of the terminal, and is readable where there is none.
		colWidths: [13, 4, 19, 34, 7, Math.max(width - OTHER_COLUMNS, MIN_WIDTH)],
		wordWrap: true,
		wrapOnWordBoundary: true,
		style: { head: [], border: [] },
	});
	for (const { block, at, record } of records) {
		const { index, item, source } = record;
		const category = source.isImported ? `${item.type} IMPORTED` : item.type;
		table.push([BLOCK_NAMES[block], `${index}`, category, await saidBy(api, record), `${at}`, facts(item)]);
	}
	return `${head}\n${table}`;
}
