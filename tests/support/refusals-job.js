// SPDX-License-Identifier: Apache-2.0
// The story of what the chain refuses: six ways to have it say of goods what is not so. The demo shows it and the tests play
// it: an attempt that succeeds, is refused for another reason or changes anything must throw.

import assert from 'node:assert/strict';
import { broker, manufacturer, platform, seats } from './accounts.js';
import { assertNoop, chainTime, submit } from './chain.js';
import { gtin, lot, sscc } from './codes.js';
import { advance, CLEARANCE_RECEIPTS, decide, declarationOf, declare, formOf, singleWindow } from './customs.js';
import { amendment, walkBackward } from './digest.js';
import { itemsOf, serial } from './items.js';
import { batchUnit, itemUnit, logisticUnit, pieces, usd } from './values.js';

const EARPHONES = gtin('690123456789');

/** The goods of the attempts. */
const goods = {
	recalled: serial('SN-0101'),
	packed: serial('SN-0102'),
	carton: sscc(0, '6901234', 101),
	shipped: lot(EARPHONES, 'L20261120A'),
	part: lot(EARPHONES, 'L20261120A-1'),
	few: lot(EARPHONES, 'L20261120B'),
};

/**
 * @typedef {object} Refusal
 * @property {string} attempt what was tried
 * @property {string} chinese the same in Chinese
 * @property {string} error its name
 * @property {string} why the documentation of the error, from the metadata of the chain
 */

/**
 * @param {import('@polkadot/api').ApiPromise} api a chain on which the cast is admitted and may write into the
 * manufacturer's units, and the manufacturer may export
 * @param {(title: string, run: () => Promise<string | void>) => Promise<void>} step runs a step; what it returns is
 * worth showing
 * @param {string} paid the code of an open unit of which the bank recorded a receipt
 * @returns {Promise<Refusal[]>}
 */
export async function playRefusals(api, step, paid) {
	const now = await chainTime(api);
	const { customs, customsInfo, traceUnits, utility } = api.tx;
	/** @type {Refusal[]} */
	const refusals = [];
	const form = (number, codes, line = {}) => {
		const { lines: [first], ...rest } = formOf(itemsOf(now, { number }), codes);
		return { ...rest, lines: [{ ...first, ...line }] };
	};

	await step('The manufacturer registers more goods', async () => {
		await submit(api, manufacturer.account, utility.batchAll([
			traceUnits.registerMany([
				itemUnit(goods.recalled),
				itemUnit(goods.packed),
				logisticUnit(goods.carton),
				batchUnit(goods.shipped, pieces(10)),
				batchUnit(goods.few, pieces(10)),
			]),
			traceUnits.pack(goods.carton, [goods.packed]),
		]));
		return 'a piece, a piece in a carton, and two batches of ten';
	});
	await step('The first batch is exported, and market supervision recalls the piece', async () => {
		const shipped = await declare(api, form('REFUSED-1', [goods.shipped], { quantity: pieces(10) }));
		await decide(api, shipped);
		await advance(api, shipped, ...CLEARANCE_RECEIPTS);
		await submit(api, seats.marketSupervision, traceUnits.recall([goods.recalled], '同批电芯过热'));
		await submit(api, manufacturer.account, traceUnits.split(goods.shipped, [batchUnit(goods.part, pieces(4))]));
	});

	await refused('Goods under recall are declared for export', '申报出口已被召回的商品', 'customs.UnitHeld', broker, () => {
		return customs.declare(singleWindow.accept(now), form('REFUSED-2', [goods.recalled]));
	});
	await refused('Part of a batch that left is exported once more, under a code of its own', '将已出口批次拆分后换码再次出口',
		'customs.UnitLeft', broker, () => {
			return customs.declare(singleWindow.accept(now), form('REFUSED-3', [goods.part], { quantity: pieces(4) }));
		});
	await refused('Eleven pieces are declared of a batch of ten', '申报数量多于该批次实有数量', 'customs.QuantityExceeded', broker, () => {
		return customs.declare(singleWindow.accept(now), form('REFUSED-4', [goods.few], { quantity: pieces(11) }));
	});
	const carton = await declare(api, form('REFUSED-5', [goods.carton]));
	await refused('The contents of a carton are taken out after it was declared', '整箱申报后、放行前开箱换货', 'traceUnits.UnderClearance',
		manufacturer, () => traceUnits.unpack(goods.carton, [goods.packed]));
	await refused('The owner writes a release in the name of customs', '货主冒海关之名写入放行状态', 'customsInfo.OnlyFromClearance',
		manufacturer, () => customsInfo.import(goods.few, itemsOf(now).released, '深圳海关'));
	await refused('The platform changes the amount that the bank received', '电商平台改写银行的收款金额', 'transactionInfo.WrongNode',
		platform, async () => {
			const records = await walkBackward(api, 'transactionInfo', paid);
			const index = records.findIndex(({ record }) => record.item.isReceipt);
			const { receipt } = itemsOf(now);
			const inflated = { Receipt: { ...receipt.Receipt, amount: usd(9990) } };
			return amendment(api, 'transactionInfo', paid, index, inflated, '金额录入有误');
		});
	assert.equal((await declarationOf(api, carton)).declaration.status.type, 'Declared');
	return refusals;

	async function refused(attempt, chinese, error, party, call) {
		await step(attempt, async () => {
			const made = await call();
			await assertNoop(api, error, () => submit(api, party.account, made));
			const [section, name] = error.split('.');
			const why = api.errors[section][name].meta.docs.map((line) => line.toString().trim()).join(' ');
			refusals.push({ attempt, chinese, error, why });
			return `${error}, and nothing changed`;
		});
	}
}
