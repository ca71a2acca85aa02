// SPDX-License-Identifier: Apache-2.0
// Units that become others, are packed, handed over, isolated and called back, and services.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bank, carrier, manufacturer, platform, seats } from '../support/accounts.js';
import { assertNoop, chainTime, eventOf, submit, transactionErrorOf, until } from '../support/chain.js';
import { gtin, lot, sscc } from '../support/codes.js';
import { recordAll, register, startPopulatedChain, stepRunner } from '../support/fixture.js';
import { contentsOf, edgesOf, walk } from '../support/genealogy.js';
import { goods, names, playGenealogy } from '../support/genealogy-job.js';
import { ancestorsTree, contentsTree, descendantsTree } from '../support/genealogy-tree.js';
import { serial } from '../support/items.js';
import { batchUnit, evidence, itemUnit, logisticUnit, pieces, seal, serviceUnit } from '../support/values.js';

const GTIN = gtin('690123400001');

let chain;
let api;
before(async () => {
	chain = await startPopulatedChain();
	api = chain.api;
});
after(() => chain?.stop());

const unitOf = async (code) => (await api.call.traceApi.unit(code)).unwrap();

describe('the story of a bad material', () => {
	test('it is played', (t) => playGenealogy(api, stepRunner(t)));

	test('both ways tell of the same steps', async () => {
		const { cells, boards, first, second, american, european } = goods;
		const link = ({ from, to }) => `${from} → ${to}`;
		const down = edgesOf(await walk(api, 'descendants', cells));
		const ends = new Set(down.map(({ to }) => to));
		assert.deepEqual(ends, new Set([first, second, american, european]));

		for (const end of ends) {
			const up = new Set(edgesOf(await walk(api, 'ancestors', end)).map(link));
			assert.ok([...up].every((edge) => edge.startsWith(boards) || down.map(link).includes(edge)), end);
			assert.ok(down.filter(({ to }) => to === end).every((edge) => up.has(link(edge))), end);
		}
		assert.deepEqual(await walk(api, 'ancestors', cells), []);
		assert.deepEqual(await walk(api, 'descendants', american), []);
	});

	test('a step says who took it, what was used and how far away it is', async () => {
		const [nearest, further, ...rest] = await walk(api, 'ancestors', goods.american);
		assert.deepEqual(rest, []);
		assert.ok(nearest.transformation.kind.isSplit);
		assert.ok(further.transformation.kind.isTransform);
		assert.deepEqual([nearest, further].map(({ depth }) => depth.toNumber()), [1, 2]);
		assert.ok(nearest.id.gt(further.id));
		assert.equal(further.transformation.by.toString(), manufacturer.account.address);
		const quantities = further.transformation.inputs.map(({ quantity }) => quantity.unwrap().thousandths.toNumber());
		assert.deepEqual(quantities, [400_000, 200_000]);
	});

	test('the trees show what is isolated and where everything is', async () => {
		const down = await descendantsTree(api, goods.cells, names);
		const up = await ancestorsTree(api, goods.american, names);
		const inside = await contentsTree(api, goods.pallet, names);
		/** The line of a tree below the one of a unit. */
		const said = (tree, code) => {
			const lines = tree.split('\n');
			return lines[lines.findIndex((line) => line.includes(`${code}  `)) + 1];
		};
		assert.match(said(down, goods.cells), /100 pieces left of 1,000 pieces · ⚠ QUARANTINED by its owner/);
		assert.match(said(down, goods.first), /made with 400 pieces of it · 200 pairs, used up/);
		assert.match(said(down, goods.second), /⛔ RECALLED by a regulator · held by/);
		assert.match(said(down, goods.european), /split off · 80 pairs · ⚠ QUARANTINED by its owner/);
		assert.match(said(down, goods.american), new RegExp(`packed in ${goods.carton} · on ${goods.pallet}`));
		assert.match(said(up, goods.boards), /200 pieces of this went into it/);
		assert.equal(up.split('\n')[0].split(' ')[0], goods.american);
		assert.match(said(inside, goods.carton), new RegExp(`packed in ${goods.pallet}`));
		assert.ok(inside.includes(goods.american));
		assert.ok(!inside.includes(goods.second));
	});
});

describe('walks', () => {
	const material = lot(GTIN, 'WALK-M');
	const parts = [0, 1, 2, 3, 4].map((number) => lot(GTIN, `WALK-P${number}`));
	const blend = lot(GTIN, 'WALK-B');
	const products = [0, 1, 2].map((number) => serial(`WALK-${number}`));

	before(async () => {
		const { registerMany, transform } = api.tx.traceUnits;
		// Many ways lead from the material to the products: by each part, and by the blend of them all.
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			registerMany([batchUnit(material, pieces(100))], []),
			...parts.map((part) => transform([{ code: material, quantity: pieces(10) }], [batchUnit(part, pieces(10))], [])),
			transform(parts.map((code) => ({ code, quantity: pieces(5) })), [batchUnit(blend, pieces(25))], []),
			...products.map((product, number) => transform(
				[{ code: blend, quantity: pieces(1) }, { code: parts[number], quantity: pieces(1) }],
				[itemUnit(product)],
				[],
			)),
			// An item becomes another, whole.
			transform([{ code: products[0], quantity: null }], [itemUnit(`${products[0]}-R`)], []),
		]));
	});

	for (const [direction, code, steps] of [
		['descendants', material, 10],
		['ancestors', `${products[0]}-R`, 8],
	]) {
		test(`${direction} are the same by small pages as by one`, async () => {
			const whole = await walk(api, direction, code);
			assert.equal(whole.length, steps);
			for (const limit of [1, 2, 3, steps]) {
				const paged = await walk(api, direction, code, limit);
				assert.deepEqual(paged.map(String), whole.map(String), `pages of ${limit}`);
			}
			const ids = whole.map(({ id }) => id.toNumber());
			const inOrder = [...ids].sort((one, other) => (direction === 'ancestors' ? other - one : one - other));
			assert.deepEqual(ids, inOrder);
			assert.equal(new Set(ids).size, ids.length, 'each step once, however many ways lead to it');
		});
	}

	test('a page holds no more than was asked for, and says where the next begins', async () => {
		const page = await api.call.traceApi.descendants(material, null, 3);
		assert.equal(page.steps.length, 3);
		assert.ok(page.next.isSome);
		const last = await api.call.traceApi.descendants(material, null, 10);
		assert.ok(last.next.isNone);
	});

	test('a page of nothing is a page of one, so that the walk gets on', async () => {
		const [whole, paged] = [await walk(api, 'descendants', material), await walk(api, 'descendants', material, 0)];
		assert.deepEqual(paged.map(String), whole.map(String));
	});

	test('however often a material was used, the cursor names it once', async () => {
		const page = await api.call.traceApi.descendants(material, null, 1);
		const named = page.next.unwrap().map(({ unit }) => unit.toString());
		assert.deepEqual(named.sort(), [material, parts[0]].sort());
	});

	test('what is not known has neither ancestors nor descendants', async () => {
		assert.deepEqual(await walk(api, 'ancestors', serial('WALK-NONE')), []);
		assert.deepEqual(await walk(api, 'descendants', serial('WALK-NONE')), []);
	});

	test('the contents of a unit are the same by small pages as by one', async () => {
		const box = sscc(0, '6901234', 100);
		const codes = [0, 1, 2, 3, 4].map((number) => serial(`BOX-${number}`));
		const { registerMany, pack, unpack } = api.tx.traceUnits;
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			registerMany([logisticUnit(box), ...codes.map((code) => itemUnit(code))], []),
			pack(box, codes),
		]));
		const whole = await contentsOf(api, box);
		assert.deepEqual([...whole].sort(), codes);
		for (const limit of [1, 2, 5]) {
			assert.deepEqual(await contentsOf(api, box, limit), whole);
		}

		await submit(api, manufacturer.account, unpack(box, codes.slice(1)));
		assert.deepEqual(await contentsOf(api, box), codes.slice(0, 1));
	});
});

describe('custody', () => {
	const custodianOf = async (code) => (await unitOf(code)).custodian.toString();
	const offer = (code, expiresAt = null) => {
		return submit(api, manufacturer.account, api.tx.traceUnits.offerCustody(code, carrier.account.address, expiresAt));
	};
	const accept = (code) => submit(api, carrier.account, api.tx.traceUnits.acceptCustody(code));
	const cancel = (party, code) => submit(api, party.account, api.tx.traceUnits.cancelCustody(code));

	test('an offer that expired is not accepted, and makes room for the next', async () => {
		const code = await register(api, serial('CUSTODY-1'));
		const soon = await offerBriefly(code);
		await assertNoop(api, 'traceUnits.OfferPending', () => offer(code));
		await until(api.query.timestamp.now, (now) => now.toNumber() >= soon);
		await assertNoop(api, 'traceUnits.OfferExpired', () => accept(code));

		await offer(code, await chainTime(api) + 3_600_000);
		const { events } = await accept(code);
		const { from, to } = eventOf(events, 'traceUnits', 'CustodyAccepted').data;
		assert.equal(from.toString(), manufacturer.account.address);
		assert.equal(to.toString(), carrier.account.address);
		assert.equal(await custodianOf(code), carrier.account.address);
	});

	/** Makes an offer that stands when it is in a block, and expires soon after. */
	async function offerBriefly(code) {
		for (let seconds = 8; ; seconds *= 2) {
			const soon = await chainTime(api) + seconds * 1000;
			const refusal = await transactionErrorOf(offer(code, soon));
			if (!refusal) {
				return soon;
			}
			assert.equal(refusal.name, 'traceUnits.OfferExpired');
		}
	}

	test('an offer can be declined, and withdrawn', async () => {
		const code = await register(api, serial('CUSTODY-2'));
		for (const party of [carrier, manufacturer]) {
			await offer(code);
			await assertNoop(api, 'traceUnits.NotCustodian', () => cancel(platform, code));
			const { events } = await cancel(party, code);
			const { by } = eventOf(events, 'traceUnits', 'CustodyCancelled').data;
			assert.equal(by.toString(), party.account.address);
			assert.equal(await custodianOf(code), manufacturer.account.address);
			await assertNoop(api, 'traceUnits.NotOffered', () => accept(code));
			await assertNoop(api, 'traceUnits.NotOffered', () => cancel(party, code));
		}
	});

	test('a unit that is quarantined after it was offered is not accepted until it is released', async () => {
		const code = await register(api, serial('CUSTODY-3'));
		await offer(code);
		const { quarantine, release } = api.tx.traceUnits;
		await submit(api, manufacturer.account, quarantine(code, '外箱破损，待查'));
		await assertNoop(api, 'traceUnits.Held', () => accept(code));
		await submit(api, manufacturer.account, release(code, '内件完好'));
		await accept(code);
		assert.equal(await custodianOf(code), carrier.account.address);
	});

	test('a unit that is recalled goes back to its owner, and to nobody else', async () => {
		const code = await register(api, serial('CUSTODY-5'));
		const { recall, offerCustody, acceptCustody } = api.tx.traceUnits;
		await offer(code);
		await accept(code);
		await submit(api, seats.marketSupervision, recall([code], '电芯过热'));
		const onward = () => submit(api, carrier.account, offerCustody(code, platform.account.address, null));
		await assertNoop(api, 'traceUnits.Held', onward);
		await submit(api, carrier.account, offerCustody(code, manufacturer.account.address, null));
		await submit(api, manufacturer.account, acceptCustody(code));
		assert.equal(await custodianOf(code), manufacturer.account.address);
	});

	test('what is unpacked is held by who held what it was in', async () => {
		const [code, box] = [serial('CUSTODY-4'), sscc(0, '6901234', 200)];
		const { registerMany, pack, unpack } = api.tx.traceUnits;
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			registerMany([itemUnit(code), logisticUnit(box)], []),
			pack(box, [code]),
		]));
		await offer(box);
		await accept(box);
		await assertNoop(api, 'traceUnits.NotCustodian', () => submit(api, manufacturer.account, unpack(box, [code])));
		await submit(api, carrier.account, unpack(box, [code]));
		assert.equal(await custodianOf(code), carrier.account.address);
		assert.equal((await unitOf(code)).unit.owner.toString(), manufacturer.account.address);
	});
});

describe('holds', () => {
	test('the return of a closed unit is recorded while it is recalled, and only then', async () => {
		const code = await register(api, serial('HOLD-1'));
		const { features } = await recordAll(api, code);
		await submit(api, manufacturer.account, api.tx.traceUnits.close(code, features.Features.shelfLife));
		const foundAt = await chainTime(api);
		const record = () => submit(api, carrier.account, api.tx.logisticsInfo.record(code, {
			DeliveryException: { Return: { foundAt, note: '消费者退回', evidence: evidence('Picture', '退货签收照片') } },
		}));
		await assertNoop(api, 'logisticsInfo.UnitClosed', record);
		await submit(api, manufacturer.account, api.tx.traceUnits.recall([code], '电芯过热'));
		await record();
		await submit(api, manufacturer.account, api.tx.traceUnits.endRecall([code], '已退回并更换电芯'));
		await assertNoop(api, 'logisticsInfo.UnitClosed', record);
	});

	test('a department\'s hand in a hold stays until that department lets go', async () => {
		const code = await register(api, serial('HOLD-2'));
		const { quarantine, release, recall, endRecall } = api.tx.traceUnits;
		const reason = '抽检';
		const owner = (call) => () => submit(api, manufacturer.account, call);
		const regulator = (call) => () => submit(api, seats.marketSupervision, call);
		const hold = async () => {
			const { kind, departments } = (await unitOf(code)).unit.hold.unwrap();
			return { kind: kind.type, marketSupervision: departments.marketSupervision.isTrue };
		};
		const customs = (call) => () => submit(api, seats.customs, call);

		await owner(quarantine(code, reason))();
		assert.deepEqual(await hold(), { kind: 'Quarantine', marketSupervision: false });
		await assertNoop(api, 'traceUnits.AlreadyHeld', owner(quarantine(code, reason)));
		await regulator(quarantine(code, reason))();
		await assertNoop(api, 'traceUnits.HeldByRegulator', owner(release(code, reason)));
		await owner(recall([code], reason))();
		assert.deepEqual(await hold(), { kind: 'Recall', marketSupervision: true });
		await assertNoop(api, 'traceUnits.NotHeld', regulator(release(code, reason)));
		await assertNoop(api, 'traceUnits.HeldByRegulator', owner(endRecall([code], reason)));
		await assertNoop(api, 'traceUnits.HeldByRegulator', customs(endRecall([code], reason)));
		await regulator(endRecall([code], reason))();
		assert.ok((await unitOf(code)).unit.hold.isNone);
	});

	test('a held material binds its products, and any participant marks them', async () => {
		const [material, product, piece] = [lot(GTIN, 'HOLD-MATERIAL'), lot(GTIN, 'HOLD-PRODUCT'), serial('HOLD-6')];
		const { registerMany, transform, recall, offerCustody, extendHold } = api.tx.traceUnits;
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			registerMany([batchUnit(material, pieces(10)), itemUnit(`${product}/21/1`), itemUnit(piece)], []),
			transform([{ code: material, quantity: pieces(1) }], [batchUnit(product, pieces(10))], []),
		]));
		await submit(api, seats.marketSupervision, recall([material], '原料受污染'));
		const onward = (code) => () => {
			return submit(api, manufacturer.account, offerCustody(code, carrier.account.address, null));
		};
		await assertNoop(api, 'traceUnits.HeldOrigin', onward(product));
		await assertNoop(api, 'traceUnits.HeldOrigin', onward(`${product}/21/1`));
		const extend = (from, codes) => () => submit(api, carrier.account, extendHold(from, codes));
		await assertNoop(api, 'traceUnits.NotDescended', extend(material, [piece]));
		await assertNoop(api, 'traceUnits.NotHeld', extend(product, [`${product}/21/1`]));
		await extend(material, [product])();
		await extend(product, [`${product}/21/1`])();
		assert.ok((await unitOf(`${product}/21/1`)).unit.hold.unwrap().kind.isRecall);
		const page = await api.call.traceApi.descendants(product, null, 8);
		assert.deepEqual(page.pieces.map(String), [`${product}/21/1`]);
	});

	test('what is recalled already or unknown keeps no other unit from being recalled', async () => {
		const [code, other] = [await register(api, serial('HOLD-3')), await register(api, serial('HOLD-4'))];
		const { recall } = api.tx.traceUnits;
		await submit(api, manufacturer.account, recall([other], '抽检'));
		const unknown = serial('HOLD-5');
		const { events } = await submit(api, manufacturer.account, recall([other, unknown, code], '抽检'));
		assert.ok((await unitOf(code)).unit.hold.unwrap().kind.isRecall);
		const skipped = events
			.filter(({ section, method }) => section === 'traceUnits' && method === 'Skipped')
			.map(({ data }) => [data.code.toString(), data.why.type]);
		assert.deepEqual(skipped, [[other, 'AlreadyHeld'], [unknown, 'NotFound']]);
		const { codes } = eventOf(events, 'traceUnits', 'Recalled').data;
		assert.deepEqual(codes.map(String), [code]);
	});
});

describe('services', () => {
	test('a service ends when its customer is satisfied', async () => {
		const code = 'other:consolidation-20261118';
		const { register: registerUnit, serve, giveFeedback, endService } = api.tx.traceUnits;
		const provide = (call) => submit(api, carrier.account, call);
		const say = (party, satisfied, text) => {
			return submit(api, party.account, giveFeedback(code, satisfied, seal(text).sealed));
		};
		await provide(registerUnit(serviceUnit(code, manufacturer.account), []));
		await assertNoop(api, 'traceUnits.NoStepSinceFeedback', () => say(manufacturer, true, '很好'));

		await provide(serve(code, '揽收并入仓'));
		await assertNoop(api, 'traceUnits.NotSatisfied', () => provide(endService(code)));
		await assertNoop(api, 'traceUnits.NotCustomer', () => say(bank, true, '很好'));
		await say(manufacturer, false, '两箱漏扫');
		await assertNoop(api, 'traceUnits.NotSatisfied', () => provide(endService(code)));
		await assertNoop(api, 'traceUnits.NoStepSinceFeedback', () => say(manufacturer, true, '好吧'));

		const { events } = await provide(serve(code, '补扫两箱'));
		assert.equal(eventOf(events, 'traceUnits', 'Served').data.step.toNumber(), 2);
		await say(manufacturer, true, '已补齐');
		await provide(endService(code));

		const { unit, missing } = await unitOf(code);
		assert.ok(unit.stage.isClosed);
		assert.equal(unit.service.unwrap().steps.toNumber(), 2);
		assert.deepEqual(missing.toArray(), []);
		await assertNoop(api, 'traceUnits.AlreadyClosed', () => provide(serve(code, '再来一次')));
	});

	test('what was done after the last feedback is judged before the end', async () => {
		const code = 'other:consolidation-20261119';
		const { register: registerUnit, serve, giveFeedback, endService } = api.tx.traceUnits;
		await submit(api, carrier.account, api.tx.utility.batchAll([
			registerUnit(serviceUnit(code, manufacturer.account), []),
			serve(code, '揽收并入仓'),
		]));
		const { sealed } = seal('很好');
		await submit(api, manufacturer.account, giveFeedback(code, true, sealed));
		await submit(api, carrier.account, serve(code, '装车'));
		await assertNoop(api, 'traceUnits.NotSatisfied', () => submit(api, carrier.account, endService(code)));
		const { events } = await submit(api, manufacturer.account, giveFeedback(code, true, sealed));
		assert.equal(eventOf(events, 'traceUnits', 'FeedbackGiven').data.note.toHex(), sealed);
		await submit(api, carrier.account, endService(code));
	});
});
