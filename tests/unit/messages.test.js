// SPDX-License-Identifier: Apache-2.0
// Translation of the single window's messages, and the messages that it refuses. No node takes part.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
	declarationOf, declaredUnits, localTime, momentOf, orderOf, receiptsOf, statusesOf, TranslationError, waybillsOf,
} from '../support/ceb.js';
import { message } from '../support/messages.js';
import { SimulatedSingleWindow } from '../support/single-window.js';
import { cny } from '../support/values.js';

const NOW = momentOf('20261120000000');
const DECLARANT = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const KEY = { platform: '4403160HQ1', merchant: '91440300708461136T' };
const UNITS = new Map([['SL-B5', ['01/06901234567892/10/A']], ['SL-C5', ['01/06901234567908/10/B', '01/06901234567908/10/C']]]);
const SEALED = { shipTo: '0x01', consignee: '0x02', contact: '0x03' };
const LEG = { mode: 'Air', departure: { name: 'Shenzhen' }, destination: { name: 'Los Angeles' } };
const settle = ({ minorUnits }, receivedAt) => ({ settled: cny(minorUnits * 7), settledAt: receivedAt });

/** A message with one text replaced. */
const changed = (name, from, to) => {
	const xml = message(name, NOW);
	assert.ok(xml.includes(from), from);
	return xml.replaceAll(from, to);
};

describe('messages', () => {
	test('an order 303 becomes an order in ISO codes and minor units', () => {
		const { Order: order } = orderOf(message('shipment-order', NOW), SEALED);
		assert.deepEqual(order.key, { ...KEY, number: 'HQOW20261101-000031' });
		assert.deepEqual(order.amount, { minorUnits: 820_000, currency: 'USD' });
		assert.deepEqual(order.lines.map(({ quantity, total }) => [quantity, total]), [
			[{ thousandths: 200_000, unit: 'Pair' }, { minorUnits: 600_000, currency: 'USD' }],
			[{ thousandths: 400_000, unit: 'Piece' }, { minorUnits: 220_000, currency: 'USD' }],
		]);
		assert.equal(order.orderedAt, Date.UTC(2026, 10, 1, 1, 30));
		assert.equal(order.consignee, SEALED.consignee);
	});

	test('a message 403 carries as many receipts as there were payments', () => {
		const receipts = receiptsOf(message('shipment-receipts', NOW), '蓝牙耳机', settle).map(({ Receipt: receipt }) => receipt);
		assert.deepEqual(receipts.map(({ amount }) => amount.minorUnits), [500_000, 320_000]);
		assert.deepEqual(receipts.map(({ key }) => key.number), ['QH20261105000102', 'QH20261118000377']);
		assert.equal(receipts[0].receivedAt, momentOf('20261105104500'));
		assert.deepEqual(receipts[0].settled, cny(3_500_000));
		// The message tells of no settlement, so that without one the receipt waits for it.
		const [{ Receipt: waiting }] = receiptsOf(message('shipment-receipts', NOW), '耳机');
		assert.equal(waiting.settled, undefined);
	});

	test('a waybill 505 becomes a transport in grams, without the fees that are zero', () => {
		const [{ Transport: { waybill } }] = waybillsOf(message('parcel-waybill', NOW), LEG);
		assert.deepEqual(waybill, {
			key: { company: '440398T012', number: '999-20261115' },
			packages: 1,
			grossWeight: { grams: 640 },
			freight: { minorUnits: 4800, currency: 'CNY' },
			insurance: null,
		});
	});

	test('the lists 603 of one order become one declaration', () => {
		const form = declarationOf(message('shipment-lists', NOW), DECLARANT, UNITS);
		const { heading, lines, units } = form;
		assert.equal(heading.mode, 'OverseasWarehouse');
		assert.deepEqual([heading.portOfDeparture, heading.portOfArrival, heading.destination], ['CNSZX', 'USLAX', 'US']);
		assert.deepEqual(heading.waybills.map(({ number }) => number), ['784-10020031', '784-10020032']);
		assert.deepEqual(heading.shares.map((share) => share.packages), [10, 8]);
		assert.deepEqual(heading.shares.map((share) => share.grossWeight.grams), [96_500, 61_200]);
		assert.equal(heading.packages, 18);
		assert.deepEqual(heading.grossWeight, { grams: 157_700 });
		assert.equal(heading.declaredAt, momentOf('20261109100500'));
		assert.deepEqual(lines.map(({ hsCode }) => hsCode), ['8518300000', '8507600090']);
		assert.deepEqual(units.map((unit) => unit.lines), [[0], [1], [1]]);
	});

	test('a unit that several lines name is declared once, with all of them', () => {
		assert.deepEqual(declaredUnits([['A', 'B'], ['B']]), [{ code: 'A', lines: [0] }, { code: 'B', lines: [0, 1] }]);
	});

	test('one list of the parcel disagrees with its order, and the amended one doesn\'t', () => {
		const amount = orderOf(message('parcel-order', NOW), SEALED).Order.amount.minorUnits;
		const declared = (name) => declarationOf(message(name, NOW), DECLARANT, UNITS).lines[0].value.minorUnits;
		assert.deepEqual([amount, declared('parcel-list'), declared('parcel-list-amended')], [4990, 4590, 4990]);
	});

	test('their times are moved to the days before now', () => {
		const later = NOW + 5_000_000_000;
		const { orderedAt } = orderOf(message('parcel-order', later), SEALED).Order;
		assert.equal(later - orderedAt, NOW - momentOf('20261112101530'));
	});

	for (const [currency, written, minorUnits] of [['116', '8200', 8200], ['116', '8200.000', 8200], ['502', '8200.1', 820_010]]) {
		test(`${written} of currency ${currency} is ${minorUnits} minor units`, () => {
			const xml = changed('shipment-order', '<ceb:currency>502<', `<ceb:currency>${currency}<`)
				.replace('8200.00000', written);
			assert.equal(orderOf(xml, SEALED).Order.amount.minorUnits, minorUnits);
		});
	}
});

describe('what is refused, by its name', () => {
	const order = (...edit) => () => orderOf(changed('parcel-order', ...edit), SEALED);
	const receipt = (...edit) => () => receiptsOf(changed('parcel-receipt', ...edit), '耳机', settle);
	const waybill = (...edit) => () => waybillsOf(changed('parcel-waybill', ...edit), LEG);
	const list = (...edit) => () => declarationOf(changed('parcel-list', ...edit), DECLARANT, UNITS);
	/** Translates lists of which the last one differs. */
	const lists = (...change) => () => {
		const [xml, [from, to]] = [message('shipment-lists', NOW), edit(...change)];
		const last = xml.lastIndexOf(from);
		return declarationOf(xml.slice(0, last) + xml.slice(last).replace(from, to), DECLARANT, UNITS);
	};
	const element = (field, value) => `<ceb:${field}>${value}</ceb:${field}>`;
	const edit = (field, from, to) => [element(field, from), element(field, to)];

	for (const [name, what, attempt] of [
		['MalformedMessage', 'an element that is not closed', order('</ceb:OrderHead>', '')],
		['OtherMessage', 'a list in place of an order', () => orderOf(message('parcel-list', NOW), SEALED)],
		['MissingField', 'a message with nothing in it', order('ceb:Order>', 'ceb:Orders>')],
		['MissingField', 'an empty order number', order(element('orderNo', 'HQ20261112-002204'), '<ceb:orderNo/>')],
		['MissingField', 'a line without commodity code', list(element('gcode', '8518300000'), '')],
		['NotAnExport', 'the order of an import', order(...edit('orderType', 'E', 'I'))],
		['NotAnExport', 'the list of an import', list(...edit('ieFlag', 'E', 'I'))],
		['MoreThanOne', 'two orders', order('</ceb:Order>', '</ceb:Order><ceb:Order/>')],
		['InvisibleCharacter', 'a zero-width space', order(...edit('itemName', '蓝牙耳机 SL-B5 Bluetooth earphones', '蓝牙\u200b耳机'))],
		['TooLong', 'a name of 129 bytes', order(...edit('itemName', '蓝牙耳机 SL-B5 Bluetooth earphones', '长'.repeat(43)))],
		['UnknownCurrency', 'a receipt', receipt(...edit('currency', '502', '999'))],
		['UnknownCountry', 'a destination', list(...edit('country', '502', '999'))],
		['UnknownUnit', 'a unit of measure', order(...edit('unit', '025', '999'))],
		['UnknownMode', 'a supervision mode', list(...edit('tradeMode', '9610', '9999'))],
		['UnknownPort', 'a port of departure', list(...edit('portCode', '5317', '9999'))],
		['UnknownPort', 'a port of arrival', list(...edit('POD', '3154', '9999'))],
		['UnknownItem', 'an item that the merchant has no units of', list(...edit('itemNo', 'SL-B5', 'SL-B6'))],
		['MalformedCode', 'a commodity code of 8 digits', list(...edit('gcode', '8518300000', '85183000'))],
		['MalformedNumber', 'a decimal comma', order(...edit('goodsValue', '49.90000', '49,90'))],
		['MalformedNumber', 'a negative amount', order(...edit('goodsValue', '49.90000', '-49.90'))],
		['TooFine', 'a tenth of a cent', order(...edit('goodsValue', '49.90000', '49.90100'))],
		['TooFine', 'a tenth of a gram', waybill(...edit('grossWeight', '0.640', '0.6401'))],
		['TooFine', 'half a package', waybill(...edit('packNo', '1', '1.5'))],
		['TooLarge', 'more cents than are counted exactly', order(...edit('goodsValue', '49.90000', '90071992547409.92'))],
		['MalformedTime', 'the 31st of February', () => momentOf('20260231120000')],
		['MalformedTime', 'another form', () => momentOf('2026-11-20')],
		['ListsDisagree', 'lists of two orders', lists('orderNo', 'HQOW20261101-000031', 'HQOW20261101-000032')],
		['ListsDisagree', 'lists of two modes', lists('tradeMode', '9810', '9710')],
	]) {
		test(`${name}: ${what}`, () => {
			assert.throws(attempt, (error) => error instanceof TranslationError && error.name === name);
		});
	}
});

describe('the simulated single window', () => {
	test('entry numbers have 18 digits: office, year, export flag, serial', () => {
		const singleWindow = new SimulatedSingleWindow('5317');
		assert.equal(singleWindow.accept(NOW), '531720260000000001');
		assert.equal(singleWindow.accept(NOW), '531720260000000002');
	});

	test('its receipts say how a declaration stands, one after the other', () => {
		const singleWindow = new SimulatedSingleWindow('5317');
		const entryNumber = singleWindow.accept(NOW);
		const answers = [3, 120, 300, 500, 501, 599, 399, 800, 899, 700, 100].flatMap((code) => {
			return statusesOf(singleWindow.answer(entryNumber, code));
		});
		assert.deepEqual(answers.map(({ status }) => status), [
			...['Declared', 'Received', 'ManualReview', 'Inspection', 'Detained', 'Detained'],
			...['Concluded', 'Released', 'Closed', 'Returned', 'Rejected'],
		]);
		assert.ok(answers.every((answer) => answer.entryNumber === entryNumber));
		const times = answers.map(({ changedAt }) => changedAt);
		assert.deepEqual(times, [...times].sort((one, other) => one - other));
		assert.ok(times[0] > NOW);
	});

	test('a list has a number of its own, with a letter at the ninth place', () => {
		const singleWindow = new SimulatedSingleWindow('5317');
		const number = singleWindow.accept(NOW, 'E');
		assert.equal(number, '53172026E000000001');
		assert.equal(statusesOf(singleWindow.answer(number, 120))[0].entryNumber, number);
		for (const wrong of ['53172026F000000001', '53172026e000000001', '5317202E6000000001', '53172026E00000001']) {
			const xml = singleWindow.answer(number, 120).replace(number, wrong);
			assert.throws(() => statusesOf(xml), { name: 'MalformedCode' }, wrong);
		}
	});

	test('its receipts come at a millisecond, or at a second', () => {
		const singleWindow = new SimulatedSingleWindow('5317');
		const xml = singleWindow.answer(singleWindow.accept(NOW), 120, momentOf('20261129153045123'));
		assert.match(xml, />20261129153045123</);
		assert.equal(statusesOf(xml)[0].changedAt, Date.UTC(2026, 10, 29, 7, 30, 45, 123));
		const [{ changedAt }] = statusesOf(xml.replace('>20261129153045123<', '>20261129153045<'));
		assert.equal(changedAt, Date.UTC(2026, 10, 29, 7, 30, 45));
		for (const wrong of ['2026112915304512', '202611291530451234', '20260231120000000']) {
			assert.throws(() => momentOf(wrong), { name: 'MalformedTime' }, wrong);
		}
	});

	test('a receipt before there is a number is matched by what the sender called it', () => {
		const singleWindow = new SimulatedSingleWindow('5317');
		const number = singleWindow.accept(NOW);
		const receipt = singleWindow.answer(number, 2);
		const early = (element) => receipt.replace(`<ceb:invtNo>${number}</ceb:invtNo>`, element);
		const own = '<ceb:copNo>SLB5-01</ceb:copNo>';
		const [unnumbered] = statusesOf(early(own));
		assert.deepEqual([unnumbered.entryNumber, unnumbered.copNo, unnumbered.status], [null, 'SLB5-01', 'Declared']);
		assert.equal(statusesOf(early(own), new Map([['SLB5-01', number]]))[0].entryNumber, number);
		const byOrder = early('<ceb:invtNo/><ceb:orderNo>HQ-1</ceb:orderNo>');
		assert.equal(statusesOf(byOrder, new Map([['HQ-1', number]]))[0].entryNumber, number);
		assert.throws(() => statusesOf(early('')), { name: 'MissingField' });
		const both = receipt.replace('<ceb:invtNo>', `${own}<ceb:invtNo>`);
		assert.throws(() => statusesOf(both, new Map([['SLB5-01', '531720260000000009']])), { name: 'NumbersDisagree' });
	});

	test('a code below zero is an exception of the window and no status', () => {
		const singleWindow = new SimulatedSingleWindow('5317');
		const xml = singleWindow.answer(singleWindow.accept(NOW), 3).replace('>3<', '>-1<');
		assert.throws(() => statusesOf(xml), { name: 'ReceiptException', message: /-1/ });
	});

	test('what the chain has no status for is refused', () => {
		const singleWindow = new SimulatedSingleWindow('5317');
		const xml = singleWindow.answer(singleWindow.accept(NOW), 3).replace('>3<', '>4<');
		assert.throws(() => statusesOf(xml), { name: 'UnknownReceipt' });
		assert.throws(() => singleWindow.answer('531720260000000009', 120), /never gave out/);
		assert.throws(() => singleWindow.answer(singleWindow.accept(NOW), 4), /no receipt 4/);
	});

	test('times are written as Beijing has them', () => {
		assert.equal(localTime(Date.UTC(2026, 10, 19, 16)), '20261120000000');
		assert.equal(momentOf(localTime(NOW)), NOW);
	});
});
