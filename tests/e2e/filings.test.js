// SPDX-License-Identifier: Apache-2.0
// Filings: the right to file and to decide, and the end of a filing that was good.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { broker, carrier, manufacturer, otherManufacturer, regulators, seats } from '../support/accounts.js';
import { assertNoop, chainTime, eventOf, submit, undecodable } from '../support/chain.js';
import {
	CUSTOMS_CODE, decide, decideFiling, declare, departments, file, fileAndAgree, filingOf, filingVerdict, formOf, LEASE,
	modes, REGISTRATION, workListOf,
} from '../support/customs.js';
import { decide as decideInCouncil } from '../support/council.js';
import { membersOf } from '../support/customs-table.js';
import { assertNoopAll, register, startPopulatedChain } from '../support/fixture.js';
import { itemsOf, serial } from '../support/items.js';

describe('filings', () => {
	let chain;
	let api;
	before(async () => {
		chain = await startPopulatedChain(otherManufacturer);
		api = chain.api;
	});
	after(() => chain?.stop());

	const standing = async (exporter = manufacturer) => (await filingOf(api, exporter)).standing.type;
	const others = regulators.filter((seat) => seat !== seats.tax);

	test('a filing is good once every department agreed, whatever their order', async () => {
		await file(api, manufacturer, ['DirectToConsumer']);
		assert.equal(await standing(), 'Open');
		for (const seat of [seats.marketSupervision, seats.customs, seats.foreignExchange]) {
			await decideFiling(api, manufacturer, [seat]);
			assert.equal(await standing(), 'Open');
		}
		const { events } = await submit(api, seats.tax, await filingVerdict(api, manufacturer));
		eventOf(events, 'customs', 'FilingGood');
		assert.equal(await standing(), 'Good');
		const { filing } = await filingOf(api, manufacturer);
		assert.ok(filing.lapsesAt.unwrap().toNumber() > await chainTime(api));
		assert.equal(filing.customsCode.toUtf8(), CUSTOMS_CODE);
	});

	test('a department that changes its mind takes the filing back', async () => {
		const reason = '骗税嫌疑，备案收回';
		const { events } = await submit(api, seats.tax, await filingVerdict(api, manufacturer, false, reason));
		eventOf(events, 'customs', 'FilingTakenBack');
		assert.equal(await standing(), 'Refused');
		const items = itemsOf(await chainTime(api), { number: 'FILING-1' });
		const code = await register(api, serial('FILING-1'));
		await assertNoop(api, 'customs.FilingNotGood', () => declare(api, formOf(items, [code])));

		await decideFiling(api, manufacturer, [seats.tax]);
		assert.equal(await standing(), 'Good');
		await declare(api, formOf(items, [code]));
	});

	test('a verdict is bound to what was read', async () => {
		await file(api, otherManufacturer, ['DirectToConsumer']);
		const stale = await filingVerdict(api, otherManufacturer);
		await file(api, otherManufacturer, ['DirectToConsumer', 'OverseasWarehouse'], [REGISTRATION, LEASE]);
		await assertNoop(api, 'customs.FilingChanged', () => submit(api, seats.tax, stale));
		await decideFiling(api, otherManufacturer);
		assert.equal(await standing(otherManufacturer), 'Good');
	});

	test('a filing that is changed after it was good is open again', async () => {
		await file(api, otherManufacturer, ['OverseasWarehouse'], [LEASE]);
		assert.equal(await standing(otherManufacturer), 'Open');
		const { verdicts, standing: { asOpen: open } } = await filingOf(api, otherManufacturer);
		assert.equal(verdicts.length, 0);
		assert.deepEqual(membersOf(open.waitsFor), ['customs', 'foreignExchange', 'tax', 'marketSupervision']);
	});

	test('a filing that is withdrawn is nobody\'s work any more', async () => {
		const { address } = otherManufacturer.account;
		assert.ok((await workListOf(api, 'Tax')).includes(address));
		const stale = await filingVerdict(api, otherManufacturer);
		const { events } = await submit(api, otherManufacturer.account, api.tx.customs.withdrawFiling());
		eventOf(events, 'customs', 'FilingWithdrawn');
		assert.equal(await filingOf(api, otherManufacturer), undefined);
		for (const department of ['Customs', 'Tax', 'ForeignExchange', 'MarketSupervision']) {
			assert.ok(!(await workListOf(api, department)).includes(address), department);
		}
		await assertNoop(api, 'customs.NotFiled', () => submit(api, seats.tax, stale));
	});

	test('who decides is what the regulators require when it is filed', async () => {
		const { setRequirement } = api.tx.customs;
		await decideInCouncil(api, regulators, setRequirement(departments('Customs', 'Tax')));
		await file(api, otherManufacturer, ['DirectToConsumer']);
		await assertNoop(api, 'customs.NotAsked', async () => {
			return submit(api, seats.foreignExchange, await filingVerdict(api, otherManufacturer));
		});
		await assertNoop(api, 'customs.CustomsLeftOut', () => {
			return decideInCouncil(api, regulators, setRequirement(departments('Tax')));
		});
		await decideInCouncil(
			api,
			regulators,
			setRequirement(departments('Customs', 'ForeignExchange', 'Tax', 'MarketSupervision')),
		);
		await decideFiling(api, otherManufacturer, [seats.customs, seats.tax]);
		assert.equal(await standing(otherManufacturer), 'Good');
	});

	test('the work list is the same by small pages as by one, and gets shorter with every verdict', async () => {
		await file(api, manufacturer, ['DirectToConsumer', 'OverseasWarehouse']);
		await file(api, otherManufacturer, ['DirectToConsumer', 'OverseasWarehouse']);
		await decideFiling(api, manufacturer);
		const now = await chainTime(api);
		const entries = [];
		for (const number of [1, 2, 3, 4, 5]) {
			const code = await register(api, serial(`PAGE-${number}`));
			entries.push(await declare(api, formOf(itemsOf(now, { number: `PAGE-${number}` }), [code])));
		}
		const whole = await workListOf(api, 'Tax');
		assert.ok(entries.every((entryNumber) => whole.includes(entryNumber)));
		assert.ok(whole.includes(otherManufacturer.account.address));
		for (const limit of [1, 2, 3, whole.length, whole.length + 1]) {
			assert.deepEqual(await workListOf(api, 'Tax', limit), whole, `pages of ${limit}`);
		}
		const page = await api.call.traceApi.workList('Tax', null, 2);
		assert.equal(page.items.length, 2);
		assert.ok(page.next.isSome);
		// A page of nothing is a page of one, so that a reader always gets on.
		assert.equal((await api.call.traceApi.workList('Tax', null, 0)).items.length, 1);
		assert.equal((await api.call.traceApi.workList('Commerce', null, 10)).items.length, 0);

		await decide(api, entries[2], [seats.tax]);
		assert.deepEqual(await workListOf(api, 'Tax'), whole.filter((item) => item !== entries[2]));
		assert.deepEqual([...await workListOf(api, 'ForeignExchange')].sort(), [...whole].sort());

		await submit(api, manufacturer.account, api.tx.customs.cancel(entries[0], '买家取消订单'));
		assert.ok(!(await workListOf(api, 'Tax')).includes(entries[0]));
		await decide(api, entries[1], others, true);
		assert.deepEqual((await workListOf(api, 'Customs')).includes(entries[1]), false);
	});

	test('refusals', async (t) => {
		const { customs } = api.tx;
		await fileAndAgree(api, manufacturer, 'DirectToConsumer');
		const { address } = manufacturer.account;
		const { filingHash: hash } = (await api.query.customs.filings(address)).unwrap();
		const scope = modes('DirectToConsumer');
		const cases = [
			['NotTradeEntity', carrier, customs.file(CUSTOMS_CODE, scope, [REGISTRATION])],
			['NotTradeEntity', broker, customs.file(CUSTOMS_CODE, scope, [REGISTRATION])],
			['NotTradeEntity', seats.customs, customs.file(CUSTOMS_CODE, scope, [REGISTRATION])],
			['MalformedCode', manufacturer, customs.file('4403160sl1', scope, [REGISTRATION])],
			['EmptyScope', manufacturer, customs.file(CUSTOMS_CODE, modes(), [REGISTRATION])],
			['EmptyList', manufacturer, customs.file(CUSTOMS_CODE, scope, [])],
			['NotFiled', carrier, customs.withdrawFiling()],
			['NotFiled', seats.tax, customs.decideFiling(carrier.account.address, hash, true, null)],
			['NoDepartment', manufacturer, customs.decideFiling(address, hash, true, null)],
			['NoDepartment', broker, customs.decideFiling(address, hash, true, null)],
			['ReasonMissing', seats.tax, customs.decideFiling(address, hash, false, null)],
			['FilingChanged', seats.tax, customs.decideFiling(address, `0x${'00'.repeat(32)}`, true, null)],
			['EmptyText', seats.tax, customs.decideFiling(address, hash, false, ' ')],
			['ControlCharacter', seats.tax, customs.decideFiling(address, hash, false, '一\n二')],
		].map(([name, ...rest]) => [`customs.${name}`, ...rest]);
		// No single regulator sets what the council sets.
		cases.push(
			['BadOrigin', seats.customs, customs.setRequirement(departments('Customs'))],
			['BadOrigin', manufacturer, customs.setRequirement(departments('Customs'))],
			['BadOrigin', seats.customs, customs.setReleaseBars({})],
		);
		await assertNoopAll(t, api, cases);
		const documents = Array.from({ length: 9 }, () => REGISTRATION);
		await undecodable(manufacturer.account, customs.file(CUSTOMS_CODE, scope, documents));
	});
});
