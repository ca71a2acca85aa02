// SPDX-License-Identifier: Apache-2.0
// The story of goods that are exported: an exporter files, departments decide in parallel, customs clear, and order, goods
// and money are reconciled. The demo shows it and the tests play it: a step that does not go as it must throws.

import assert from 'node:assert/strict';
import { bank, broker, carrier, manufacturer, platform, regulators, seats } from './accounts.js';
import { declarationOf as declarationIn, localTime, orderOf, receiptsOf, waybillsOf } from './ceb.js';
import { assertNoop, chainTime, submit } from './chain.js';
import { gtin, lot } from './codes.js';
import {
	advance, advanceBy, amend, decide, decideFiling, declarationOf, declare, file, filingOf, LEASE, loopOf, REGISTRATION,
	singleWindow, verdict, workListOf,
} from './customs.js';
import { checkHeads, walkBackward } from './digest.js';
import { itemsOf, personalData, serial } from './items.js';
import { message } from './messages.js';
import { batchUnit, cny, itemUnit, pairs, pieces } from './values.js';

const EARPHONES = gtin('690123456789');
const CASES = gtin('690123456790');
const DAY = 24 * 3_600_000;

/** The goods that are sent: a parcel to a consumer, and a shipment to an overseas warehouse. */
export const sent = {
	parcel: serial('SN-0002'),
	earphones: lot(EARPHONES, 'L20261106A'),
	firstCases: lot(CASES, 'C20261104A'),
	secondCases: lot(CASES, 'C20261105A'),
};

const LEG = {
	mode: 'Air',
	departure: { name: '深圳宝安国际机场', location: 'CNSZX' },
	destination: { name: 'Los Angeles International Airport', location: 'USLAX' },
};

/** The bank's settlement of dollars in yuan, the day after. */
const settle = ({ Plain: { minorUnits } }, receivedAt) => ({
	settled: cny(Math.round(minorUnits * 7.11)),
	settledAt: receivedAt + DAY,
});

/**
 * @param {import('@polkadot/api').ApiPromise} api a chain on which the cast is admitted and may write into the
 * manufacturer's units
 * @param {(title: string, run: () => Promise<string | void>) => Promise<void>} step runs a step; what it returns is
 * worth showing
 */
export async function playCustoms(api, step) {
	const now = await chainTime(api);
	const items = itemsOf(now);
	const { traceUnits, productInfo, transactionInfo, logisticsInfo, utility, customs } = api.tx;
	const { shipTo, consignee, contact } = personalData();
	const sealed = { shipTo: shipTo.sealed, consignee: consignee.sealed, contact: contact.sealed };
	const others = regulators.filter((seat) => seat !== seats.tax);
	const record = (pallet, party, codes, list) => {
		const entries = codes.flatMap((code) => list.map((item) => ({ code, item })));
		return submit(api, party.account, pallet.recordMany(entries));
	};
	const status = async (entryNumber) => (await declarationOf(api, entryNumber)).declaration.status.type;
	const filing = {};
	const parcel = {};
	const shipment = {};

	await step('The manufacturer files for overseas warehouses too', async () => {
		await file(api, manufacturer, ['DirectToConsumer', 'OverseasWarehouse']);
		assert.ok((await filingOf(api, manufacturer)).standing.isOpen);
		return 'modes 9610 and 9810; a changed filing is open again';
	});
	const demand = '请补交海外仓租赁合同';
	await step('Tax refuses and the other departments agree, all at once', async () => {
		await Promise.all([
			decideFiling(api, manufacturer, [seats.tax], false, demand),
			decideFiling(api, manufacturer, others),
		]);
		filing.refused = await filingOf(api, manufacturer);
		assert.ok(filing.refused.standing.isRefused);
		return `tax: ${demand}`;
	});
	const parcelForm = (name) => declarationIn(
		message(name, now),
		manufacturer.account.address,
		new Map([['SL-B5', [sent.parcel]]]),
	);
	await step('It can\'t declare anything meanwhile', () => refusal('customs.FilingNotGood', broker, () => {
		return customs.declare(`5317${localTime(now).slice(0, 4)}0999999999`, parcelForm('parcel-list'));
	}));
	await step('The manufacturer files again, with the lease of the warehouse', async () => {
		await file(api, manufacturer, ['DirectToConsumer', 'OverseasWarehouse'], [REGISTRATION, LEASE]);
	});
	await step('All four departments agree', async () => {
		await decideFiling(api, manufacturer);
		filing.good = await filingOf(api, manufacturer);
		assert.ok(filing.good.standing.isGood);
		return 'the filing is good';
	});

	await step('The manufacturer registers what it sends', async () => {
		const units = [
			itemUnit(sent.parcel),
			batchUnit(sent.earphones, pairs(200)),
			batchUnit(sent.firstCases, pieces(250)),
			batchUnit(sent.secondCases, pieces(150)),
		];
		const product = units.flatMap(({ code }) => [items.production, items.features].map((item) => ({ code, item })));
		await submit(api, manufacturer.account, utility.batchAll([
			traceUnits.registerMany(units, []),
			productInfo.recordMany(product),
		]));
		return 'a pair of earphones for a consumer, 200 pairs and 400 charging cases for a warehouse in California';
	});

	const parcelOrder = orderOf(message('parcel-order', now), sealed);
	await step('Platform, bank and carrier record order, receipt and waybill of the parcel', async () => {
		const receipts = receiptsOf(message('parcel-receipt', now), parcelOrder.Order.productName, settle);
		await Promise.all([
			record(transactionInfo, platform, [sent.parcel], [parcelOrder]),
			record(transactionInfo, bank, [sent.parcel], receipts),
			record(logisticsInfo, carrier, [sent.parcel], waybillsOf(message('parcel-waybill', now), LEG)),
		]);
		return 'from the messages 303, 403 and 505 of the single window';
	});
	await step('The broker declares the parcel, mode 9610', async () => {
		parcel.entryNumber = await declare(api, parcelForm('parcel-list'));
		return `${parcel.entryNumber}, from the list 603`;
	});
	await step('The declared value differs from the order', async () => {
		parcel.found = await loopOf(api, parcelOrder.Order.key);
		const [{ asDeclaredValue: { ordered, declared } }, ...rest] = parcel.found.state.asMismatch.fields;
		assert.deepEqual(rest, []);
		const [one, other] = [ordered, declared].map(({ minorUnits }) => (minorUnits.toNumber() / 100).toFixed(2));
		return `USD ${one} ordered, USD ${other} declared`;
	});
	await step('Foreign exchange finds the declaration on its work list and refuses', async () => {
		const waiting = await workListOf(api, 'ForeignExchange');
		assert.deepEqual(waiting, [parcel.entryNumber]);
		const reason = '申报金额与订单不符';
		parcel.stale = await verdict(api, parcel.entryNumber);
		await decide(api, parcel.entryNumber, [seats.foreignExchange], false, reason);
		assert.deepEqual(await workListOf(api, 'ForeignExchange'), []);
		return `${reason}; ${waiting} was on the list, and nothing is left on it`;
	});
	await step('The broker amends the declaration before customs accept it', async () => {
		await amend(api, parcel.entryNumber, parcelForm('parcel-list-amended'));
		const { state } = await loopOf(api, parcelOrder.Order.key);
		assert.ok(state.isMatched);
		assert.deepEqual(await workListOf(api, 'ForeignExchange'), [parcel.entryNumber]);
		return 'order, money, waybill and declaration agree now; every department decides again';
	});
	await step('A verdict on the earlier version is refused', () => {
		return refusal('customs.DeclarationChanged', { account: seats.tax }, () => parcel.stale);
	});
	await step('The four departments agree', async () => {
		await decide(api, parcel.entryNumber);
		assert.deepEqual(await workListOf(api, 'ForeignExchange'), []);
		return 'all at once; no work list has it any more';
	});
	await step('Customs advance the declaration by the receipts of the simulated single window', async () => {
		await advance(api, parcel.entryNumber, 120, 399);
		assert.equal(await status(parcel.entryNumber), 'Concluded');
		return 'Received → Concluded';
	});
	await step('Market supervision recalls the parcel, and the officer at the counter sees it', async () => {
		const reason = '同批电芯过热，暂停放行';
		await submit(api, seats.marketSupervision, traceUnits.recall([sent.parcel], reason));
		const { held } = await declarationOf(api, parcel.entryNumber);
		assert.deepEqual(held.map(([code, at]) => [code.toString(), at.type]), [[sent.parcel, 'Unit']]);
		return `${sent.parcel}: ${reason}`;
	});
	await step('Customs can\'t release what is recalled, though all four agree', () => {
		return refusal('customs.UnitHeld', { account: seats.customs }, () => {
			return advanceBy(api, singleWindow.answer(parcel.entryNumber, 800));
		});
	});
	await step('It is found sound, and customs release it', async () => {
		await submit(api, seats.marketSupervision, traceUnits.endRecall([sent.parcel], '复检合格'));
		await advance(api, parcel.entryNumber, 800, 899);
		assert.equal(await status(parcel.entryNumber), 'Closed');
		return 'Released → Closed';
	});

	const batches = [sent.earphones, sent.firstCases, sent.secondCases];
	const shipmentOrder = orderOf(message('shipment-order', now), sealed);
	const order = shipmentOrder.Order.key;
	const [firstReceipt, secondReceipt] = receiptsOf(
		message('shipment-receipts', now),
		shipmentOrder.Order.productName,
		settle,
	);
	await step('The order of the warehouse is paid in part and shipped by two waybills', async () => {
		const [first, second] = waybillsOf(message('shipment-waybills', now), LEG);
		await Promise.all([
			record(transactionInfo, platform, batches, [shipmentOrder]),
			record(transactionInfo, bank, batches, [firstReceipt]),
			submit(api, carrier.account, logisticsInfo.recordMany([
				{ code: sent.earphones, item: first },
				...[sent.firstCases, sent.secondCases].map((code) => ({ code, item: second })),
			])),
		]);
		const { received, order: { value: document } } = await loopOf(api, order);
		assert.deepEqual(received.map(({ minorUnits }) => minorUnits.toNumber()), [500_000]);
		assert.equal(document.says.amount.asPlain.minorUnits.toNumber(), 820_000);
		return 'USD 5,000.00 of USD 8,200.00; the receipt is recorded of three batches and counts once';
	});
	await step('The broker declares the shipment, mode 9810', async () => {
		const unitsOf = new Map([['SL-B5', [sent.earphones]], ['SL-C5', [sent.firstCases, sent.secondCases]]]);
		const form = declarationIn(message('shipment-lists', now), manufacturer.account.address, unitsOf);
		shipment.entryNumber = await declare(api, form);
		return `${shipment.entryNumber}, two lists 603 in one declaration`;
	});
	await step('The four departments agree', async () => {
		await decide(api, shipment.entryNumber);
	});
	await step('Customs inspect and detain the shipment', async () => {
		await advance(api, shipment.entryNumber, 120, 500, 501);
		assert.equal(await status(shipment.entryNumber), 'Detained');
		return 'for the certificate of the batteries: receipts 500 and 501';
	});
	await step('A detained declaration can\'t be closed', () => refusal('customs.ArrowNotAllowed', { account: seats.customs }, () => {
		return customs.advance(shipment.entryNumber, 'Closed', 899, now);
	}));
	await step('The certificate arrives, and customs release the shipment', async () => {
		await advance(api, shipment.entryNumber, 399, 800, 899);
		assert.equal(await status(shipment.entryNumber), 'Closed');
		shipment.open = await loopOf(api, order);
		const [{ asReceipt: { outstanding } }] = shipment.open.state.asOpen.missing;
		return `USD ${(outstanding.asPlain.minorUnits.toNumber() / 100).toFixed(2)} are outstanding, which does not block the clearance`;
	});
	await step('The manufacturer imports a record of the warehouse abroad', async () => {
		const party = 'Ontario Cross-Border Warehouse 3';
		await submit(api, manufacturer.account, logisticsInfo.import(sent.earphones, items.storage, party));
		const { imported } = (await api.call.traceApi.unit(sent.earphones)).unwrap();
		assert.deepEqual(imported.map(({ type }) => type), ['Storage']);
		return `${party} is not on the chain, so the record is marked as imported`;
	});
	await step('The rest of the money comes in, and the loop closes', async () => {
		await record(transactionInfo, bank, batches, [secondReceipt]);
		shipment.matched = await loopOf(api, order);
		assert.ok(shipment.matched.state.isMatched);
		return 'USD 8,200.00 ordered, received, declared and carried in 18 packages of 157.7 kg';
	});
	await step('The goods come back from abroad', async () => {
		singleWindow.wait(shipment.entryNumber, now - DAY);
		await advance(api, shipment.entryNumber, 700);
		assert.equal(await status(shipment.entryNumber), 'Returned');
		return 'receipt 700: the goods may be declared again';
	});

	let records;
	await step('The heads of the returned earphones are recomputed from events alone', async () => {
		records = await checkHeads(api, sent.earphones);
		return `they agree with the state, over ${records.length} records`;
	});

	parcel.view = await declarationOf(api, parcel.entryNumber);
	parcel.loop = await loopOf(api, parcelOrder.Order.key);
	parcel.history = await historyOf(api, sent.parcel, parcel.entryNumber);
	shipment.view = await declarationOf(api, shipment.entryNumber);
	shipment.loop = await loopOf(api, order);
	shipment.history = await historyOf(api, sent.earphones, shipment.entryNumber);
	const view = (await api.call.traceApi.unit(sent.earphones)).unwrap();
	return { filing, parcel, shipment, trace: { code: sent.earphones, records, view } };

	async function refusal(name, party, call) {
		await assertNoop(api, name, () => submit(api, party.account, call()));
		return `${name}, and nothing changed`;
	}
}

/** Every status of a declaration that the chain wrote into a unit's block. */
export async function historyOf(api, code, entryNumber) {
	return (await walkBackward(api, 'customsInfo', code))
		.filter(({ record }) => record.item.isStatus)
		.map(({ record, at }) => ({ ...statusOf(record.item.asStatus), at }))
		.filter((change) => change.entryNumber === entryNumber);
}

function statusOf({ entryNumber, status, code, changedAt }) {
	return {
		entryNumber: entryNumber.toUtf8(),
		status: status.type,
		code: code.toNumber(),
		changedAt: changedAt.toNumber(),
	};
}
