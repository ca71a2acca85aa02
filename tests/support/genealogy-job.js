// SPDX-License-Identifier: Apache-2.0
// The story of a bad material and its products: units become others, are packed and handed over, and nonconforming ones are
// found and isolated. The demo shows it and the tests play it: a step that does not go as it must throws.

import assert from 'node:assert/strict';
import { carrier, manufacturer, platform, seats } from './accounts.js';
import { assertNoop, chainTime, eventOf, submit } from './chain.js';
import { gtin, lot, sscc } from './codes.js';
import { ancestorsOf, descendantsOf } from './genealogy.js';
import { batchUnit, evidence, logisticUnit, pairs, pieces } from './values.js';

const COMPANY = '6901234';
const EARPHONES = gtin(`${COMPANY}56789`);

/** The goods of the story. */
export const goods = {
	cells: lot(gtin('694012345001'), 'C260917'),
	boards: lot(gtin('694012345002'), 'PCB-118'),
	first: lot(EARPHONES, 'L20261110A'),
	second: lot(EARPHONES, 'L20261112A'),
	american: lot(EARPHONES, 'L20261110A-US'),
	european: lot(EARPHONES, 'L20261110A-EU'),
	carton: sscc(0, COMPANY, 1),
	pallet: sscc(1, COMPANY, 1),
};

/** The names of the goods for people. */
export const names = new Map([
	[goods.cells, '锂聚合物电池 battery cells'],
	[goods.boards, '电路板 circuit boards'],
	[goods.first, '蓝牙耳机 earphones, first batch'],
	[goods.second, '蓝牙耳机 earphones, second batch'],
	[goods.american, '蓝牙耳机 first batch, for America'],
	[goods.european, '蓝牙耳机 first batch, for Europe'],
	[goods.carton, 'carton'],
	[goods.pallet, 'pallet'],
]);

/**
 * @param {import('@polkadot/api').ApiPromise} api a chain on which the cast is admitted and the carrier may write into the
 * logistics block of the manufacturer's units
 * @param {(title: string, run: () => Promise<string | void>) => Promise<void>} step runs a step; what it returns is
 * worth showing
 */
export async function playGenealogy(api, step) {
	const { cells, boards, first, second, american, european, carton, pallet } = goods;
	const { traceUnits, logisticsInfo, utility } = api.tx;
	const unit = async (code) => (await api.call.traceApi.unit(code)).unwrap();
	const left = async (code) => (await unit(code)).unit.remaining.toNumber() / 1000;
	const custodian = async (code) => (await unit(code)).custodian.toString();
	const use = (code, quantity) => ({ code, quantity });

	await step('The manufacturer registers two lots of material', async () => {
		await submit(api, manufacturer.account, traceUnits.registerMany([
			batchUnit(cells, pieces(1000)),
			batchUnit(boards, pieces(500)),
		], []));
		return '1,000 battery cells and 500 circuit boards';
	});
	await step('The manufacturer makes two batches of earphones from them', async () => {
		await submit(api, manufacturer.account, traceUnits.transform(
			[use(cells, pieces(400)), use(boards, pieces(200))],
			[batchUnit(first, pairs(200))],
			[],
		));
		await submit(api, manufacturer.account, traceUnits.transform(
			[use(cells, pieces(500)), use(boards, pieces(250))],
			[batchUnit(second, pairs(250))],
			[],
		));
		assert.equal(await left(cells), 100);
		return `200 and 250 pairs; ${await left(cells)} cells and ${await left(boards)} boards are left`;
	});
	await step('No more cells can be used than are left', () => refusal('traceUnits.NotEnough', manufacturer, () => {
		return traceUnits.transform([use(cells, pieces(101))], [batchUnit(`${second}2`, pairs(50))], []);
	}));
	await step('The manufacturer splits the first batch', async () => {
		await submit(api, manufacturer.account, traceUnits.split(first, [
			batchUnit(american, pairs(120)),
			batchUnit(european, pairs(80)),
		], []));
		assert.equal(await left(first), 0);
		return '120 pairs for America and 80 for Europe; the batch is used up';
	});

	await step('The manufacturer packs two batches in a carton and the carton on a pallet', async () => {
		await submit(api, manufacturer.account, utility.batchAll([
			traceUnits.registerMany([logisticUnit(carton), logisticUnit(pallet)], []),
			traceUnits.pack(carton, [american, second]),
			traceUnits.pack(pallet, [carton]),
		]));
		assert.equal((await unit(american)).outermost.unwrap().toString(), pallet);
		return `${carton} on ${pallet}`;
	});
	await step('A packed batch can\'t be moved by itself', () => refusal('traceUnits.Packed', manufacturer, () => {
		return traceUnits.offerCustody(american, carrier.account.address, null);
	}));
	await step('The manufacturer offers the pallet to the carrier', async () => {
		await submit(api, manufacturer.account, traceUnits.offerCustody(pallet, carrier.account.address, null));
		assert.equal(await custodian(pallet), manufacturer.account.address);
		return 'nothing moves yet';
	});
	await step('No other participant can accept the pallet', () => refusal('traceUnits.NotOffered', platform, () => {
		return traceUnits.acceptCustody(pallet);
	}));
	await step('The carrier accepts the pallet', async () => {
		await submit(api, carrier.account, traceUnits.acceptCustody(pallet));
		for (const code of [pallet, carton, american, second]) {
			assert.equal(await custodian(code), carrier.account.address);
		}
		assert.equal((await unit(american)).unit.owner.toString(), manufacturer.account.address);
		return 'the carrier holds all that is packed on it; the manufacturer still owns it';
	});

	await step('A pair for America runs hot, and the chain names its materials', async () => {
		const found = await ancestorsOf(api, american);
		assert.deepEqual(found, [first, cells, boards]);
		return called([cells, boards]);
	});
	await step('The cells are bad, and the chain names their products', async () => {
		const found = await descendantsOf(api, cells);
		assert.deepEqual([...found].sort(), [first, second, american, european].sort());
		return called(found);
	});
	await step('The manufacturer quarantines the cells and the batch for Europe', async () => {
		const reason = '电芯过热，隔离待检';
		await submit(api, manufacturer.account, utility.batchAll([
			traceUnits.quarantine(cells, reason),
			traceUnits.quarantine(european, reason),
		]));
		return called([cells, european]);
	});
	await step('Quarantined cells can\'t be used', () => refusal('traceUnits.Held', manufacturer, () => {
		return traceUnits.transform([use(cells, pieces(100))], [batchUnit(`${second}2`, pairs(50))], []);
	}));
	await step('Market supervision recalls the batches on their way', async () => {
		const reason = '电芯过热，责令召回';
		await submit(api, seats.marketSupervision, traceUnits.recall([american, second], reason));
		return `${called([american, second])}: ${reason}`;
	});
	await step('A pallet with recalled goods can\'t be handed on', () => refusal('traceUnits.HeldInside', carrier, () => {
		return traceUnits.offerCustody(pallet, platform.account.address, null);
	}));
	await step('The carrier takes the second batch out', async () => {
		await submit(api, carrier.account, utility.batchAll([
			traceUnits.unpack(pallet, [carton]),
			traceUnits.unpack(carton, [second]),
		]));
		assert.ok((await unit(second)).outermost.isNone);
	});
	await step('The recalled batch can\'t be handed on', () => refusal('traceUnits.Held', carrier, () => {
		return traceUnits.offerCustody(second, platform.account.address, null);
	}));
	await step('The recalled batch can\'t be packed again', () => refusal('traceUnits.Held', carrier, () => {
		return traceUnits.pack(pallet, [second]);
	}));
	await step('The destruction of the recalled batch is recorded', async () => {
		const note = '召回批次已在市场监管部门监督下销毁';
		const disposal = {
			DeliveryException: {
				Disposal: { foundAt: await chainTime(api), note, evidence: evidence('Picture', '销毁现场录像') },
			},
		};
		const { events } = await submit(api, carrier.account, logisticsInfo.record(second, disposal));
		assert.ok(eventOf(events, 'logisticsInfo', 'Recorded').data.record.item.asDeliveryException.isDisposal);
		return note;
	});
	await step('The owner can\'t end the recall of a regulator', () => refusal('traceUnits.HeldByRegulator', manufacturer, () => {
		return traceUnits.endRecall([american], '抽检合格');
	}));
	await step('Market supervision ends the recall of the batch that passes the test', async () => {
		await submit(api, seats.marketSupervision, traceUnits.endRecall([american], '抽检合格，解除召回'));
		assert.ok((await unit(american)).unit.hold.isNone);
		assert.ok((await unit(second)).unit.hold.unwrap().kind.isRecall);
		return names.get(american);
	});
	await step('The carton goes back on the pallet', async () => {
		await submit(api, carrier.account, traceUnits.pack(pallet, [carton]));
		assert.equal((await unit(american)).outermost.unwrap().toString(), pallet);
		assert.equal((await unit(pallet)).unit.inside.held.toNumber(), 0);
		return 'no unit on it is on hold';
	});

	function called(codes) {
		return codes.map((code) => names.get(code)).join('; ');
	}

	async function refusal(name, party, call) {
		await assertNoop(api, name, () => submit(api, party.account, call()));
		return `${name}, and nothing changed`;
	}
}
