// SPDX-License-Identifier: Apache-2.0
// The closed loop of orders, goods and money: documents that count once, are refused, or disagree.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bank, broker, carrier, manufacturer, otherManufacturer, platform, stranger } from '../support/accounts.js';
import { assertNoop, chainTime, eventOf, submit } from '../support/chain.js';
import { declare, fileAndAgree, formOf, loopOf } from '../support/customs.js';
import { findings, loopTable } from '../support/customs-table.js';
import { amendment, digestOf, walkBackward } from '../support/digest.js';
import { register, startPopulatedChain } from '../support/fixture.js';
import { itemsOf, serial } from '../support/items.js';
import { authorization } from '../support/participants.js';
import { cny, usd } from '../support/values.js';

describe('the closed loop', () => {
	let chain;
	let api;
	let now;
	before(async () => {
		chain = await startPopulatedChain(otherManufacturer);
		api = chain.api;
		now = await chainTime(api);
		await fileAndAgree(api, manufacturer, 'DirectToConsumer');
	});
	after(() => chain?.stop());

	const by = (party, call) => submit(api, party.account, call);
	const order = (code, item) => by(platform, api.tx.transactionInfo.record(code, item));
	const receive = (code, item) => by(bank, api.tx.transactionInfo.record(code, item));
	const carry = (code, item) => by(carrier, api.tx.logisticsInfo.record(code, item));
	const changed = (item, fields) => {
		const [[category, value]] = Object.entries(item);
		return { [category]: { ...value, ...fields } };
	};
	const payment = (items, number, amount) => changed(items.receipt, {
		amount,
		key: { ...items.receipt.Receipt.key, number },
	});
	const stateOf = async (items) => (await loopOf(api, items.order.Order.key)).state;
	const missing = async (items) => (await stateOf(items)).asOpen.missing.map(({ type }) => type);
	const fields = async (items) => (await stateOf(items)).asMismatch.fields.map(({ type }) => type);

	/** Two units of one purchase, and its documents. */
	async function purchase(number) {
		const items = itemsOf(now, { number });
		const codes = [await register(api, serial(number)), await register(api, serial(`${number}-B`))];
		return { items, codes };
	}

	test('a loop closes when all its documents are there and agree, in whatever order they come', async () => {
		const { items, codes } = await purchase('LOOP-1');
		await declare(api, formOf(items, codes));
		assert.deepEqual(await missing(items), ['Order', 'Waybill']);
		await carry(codes[0], items.transport);
		assert.deepEqual(await missing(items), ['Order']);
		await order(codes[0], items.order);
		assert.deepEqual(await missing(items), ['Receipt']);
		const { events } = await receive(codes[0], items.receipt);
		const { merchant, view } = eventOf(events, 'reconciliation', 'LoopChanged').data;
		assert.equal(merchant.toString(), manufacturer.account.address);
		assert.equal(view.state.asMatched.parties.toNumber(), 4);
		assert.ok((await stateOf(items)).isMatched);
		assert.equal((await loopOf(api, items.order.Order.key)).digest.toHex(), view.digest.toHex());
	});

	test('the same documents of two units count once', async () => {
		const { items, codes } = await purchase('TWICE-1');
		await declare(api, formOf(items, codes));
		for (const code of codes) {
			await order(code, items.order);
			await receive(code, items.receipt);
			await carry(code, items.transport);
		}
		const { receipts, received, state } = await loopOf(api, items.order.Order.key);
		assert.equal(receipts.length, 1);
		assert.deepEqual(received.map(({ minorUnits }) => minorUnits.toNumber()), [4990]);
		assert.ok(state.isMatched);
	});

	test('an order is paid in parts, and what is outstanding is said', async () => {
		const { items, codes: [code] } = await purchase('PART-1');
		await order(code, items.order);
		await receive(code, payment(items, 'PART-1-A', usd(3000)));
		const [receipt, declaration] = (await stateOf(items)).asOpen.missing;
		assert.equal(receipt.asReceipt.outstanding.asPlain.minorUnits.toNumber(), 1990);
		assert.ok(declaration.isDeclaration);
		await receive(code, payment(items, 'PART-1-B', usd(1990)));
		assert.deepEqual(await missing(items), ['Declaration']);
		await receive(code, payment(items, 'PART-1-C', usd(1)));
		assert.deepEqual(await fields(items), ['ReceivedAmount']);
	});

	test('the same key that says something else is refused, and amended', async () => {
		const { items, codes: [code, other] } = await purchase('DIFFER-1');
		const { order: ordered, receipt, transport } = items;
		await order(code, ordered);
		await receive(code, receipt);
		await carry(code, transport);
		const dearer = changed(ordered, { amount: usd(5990), lines: [] });
		const more = changed(receipt, { amount: usd(5990) });
		const { waybill } = transport.Transport;
		const heavier = changed(transport, { waybill: { ...waybill, grossWeight: { grams: 700 } } });
		await assertNoop(api, 'reconciliation.OrderDiffers', () => order(other, dearer));
		await assertNoop(api, 'reconciliation.ReceiptDiffers', () => receive(other, more));
		await assertNoop(api, 'reconciliation.WaybillDiffers', () => carry(other, heavier));

		const amend = (block, index, item, reason) => amendment(api, block, code, index, item, reason);
		// The platform may write of the unit and is not the bank.
		await assertNoop(api, 'transactionInfo.WrongNode', async () => {
			return by(platform, await amend('transactionInfo', 1, more, '金额录入有误'));
		});
		await assertNoop(api, 'transactionInfo.NotRecorded', async () => {
			const { amend: amendTransaction } = api.tx.transactionInfo;
			const [, own] = await walkBackward(api, 'transactionInfo', code);
			const { source, supersedes } = own.record;
			return by(platform, amendTransaction(
				code,
				{ before: digestOf([]), source, supersedes, item: ordered, later: [] },
				dearer,
				'金额录入有误',
			));
		});
		await by(platform, await amend('transactionInfo', 0, dearer, '金额录入有误'));
		const [{ asReceipt: { outstanding } }] = (await stateOf(items)).asOpen.missing;
		assert.equal(outstanding.asPlain.minorUnits.toNumber(), 1000);
		await by(bank, await amend('transactionInfo', 1, more, '金额录入有误'));
		await by(carrier, await amend('logisticsInfo', 0, heavier, '复秤'));
		assert.deepEqual(await missing(items), ['Declaration']);
		await order(other, dearer);
	});

	test('money is told when it is received, and its settlement when it is settled', async () => {
		const { items, codes: [code] } = await purchase('SETTLE-1');
		const waiting = changed(items.receipt, { settled: null, settledAt: null, settlementVoucher: null });
		await order(code, items.order);
		await assertNoop(api, 'transactionInfo.SettlementIncomplete', () => {
			return receive(code, changed(waiting, { settledAt: now }));
		});
		await receive(code, waiting);
		const view = () => loopOf(api, items.order.Order.key);
		const recorded = async () => {
			return (await api.call.traceApi.unit(code)).unwrap().recorded.map(({ type }) => type);
		};
		assert.deepEqual((await view()).unsettled.map(({ minorUnits }) => minorUnits.toNumber()), [4990]);
		assert.deepEqual(await missing(items), ['Declaration']);
		assert.ok(!(await recorded()).includes('Receipt'));
		const { digest } = await view();
		await by(bank, await amendment(api, 'transactionInfo', code, 1, items.receipt, '结汇'));
		assert.equal((await view()).unsettled.length, 0);
		assert.equal((await view()).digest.toHex(), digest.toHex());
		assert.ok((await recorded()).includes('Receipt'));
	});

	test('one receipt pays one order, and one waybill carries what is declared under it', async () => {
		const [one, other] = [await purchase('ONCE-1'), await purchase('ONCE-2')];
		await receive(one.codes[0], one.items.receipt);
		const { key } = one.items.receipt.Receipt;
		const again = changed(other.items.receipt, { key: { ...key, order: other.items.order.Order.key } });
		await assertNoop(api, 'reconciliation.ReceiptNumberTaken', () => receive(other.codes[0], again));

		const { waybill } = one.items.transport.Transport;
		await carry(one.codes[0], one.items.transport);
		await declare(api, formOf(one.items, one.codes));
		assert.deepEqual(await missing(one.items), ['Order']);
		await declare(api, formOf(other.items, other.codes, { waybills: [waybill.key] }));
		assert.deepEqual(await fields(one.items), ['Packages', 'GrossWeight']);
		assert.deepEqual(await fields(other.items), ['Packages', 'GrossWeight']);
	});

	test('money that went back counts no longer', async () => {
		const { items, codes: [code] } = await purchase('REVERSE-1');
		await order(code, items.order);
		await receive(code, items.receipt);
		const reversed = changed(items.receipt, { reversalVoucher: items.receipt.Receipt.receiptVoucher });
		await by(bank, await amendment(api, 'transactionInfo', code, 1, reversed, '客户退款'));
		assert.deepEqual(await missing(items), ['Receipt', 'Declaration']);
		const { receipts, received } = await loopOf(api, items.order.Order.key);
		assert.ok(receipts[0].says.reversed.isTrue);
		assert.equal(received.length, 0);
	});

	test('every field that disagrees is named with both its values', async () => {
		const { items, codes } = await purchase('FIELDS-1');
		await order(codes[0], changed(items.order, { amount: usd(5000) }));
		await receive(codes[0], payment(items, 'FIELDS-1-A', cny(100)));
		await receive(codes[0], payment(items, 'FIELDS-1-B', usd(5001)));
		const { waybill } = items.transport.Transport;
		await carry(codes[0], changed(items.transport, {
			waybill: { ...waybill, packages: 2, grossWeight: { grams: 1640 } },
		}));
		await declare(api, formOf(items, codes));
		assert.deepEqual(await fields(items), [
			...['OrderLines', 'ReceiptCurrency', 'ReceivedAmount', 'DeclaredValue', 'Packages', 'GrossWeight'],
		]);
		const said = findings(await stateOf(items)).map(([, values]) => values.replace(/\s/g, ' '));
		assert.deepEqual(said, [
			'amount USD 50.00, lines USD 49.90',
			'ordered USD, received CNY',
			'ordered USD 50.00, received USD 50.01',
			'ordered USD 50.00, declared USD 49.90',
			'carried 2, declared 1',
			'carried 1.64 kg, declared 0.64 kg',
		]);
	});

	test('a declaration in another currency disagrees with its order', async () => {
		const { items, codes } = await purchase('CURRENCY-1');
		await order(codes[0], items.order);
		const form = formOf(items, codes);
		await declare(api, { ...form, lines: [{ ...form.lines[0], value: cny(35_479) }] });
		assert.deepEqual(await fields(items), ['DeclaredCurrency']);
	});

	test('what the merchant entered for somebody else is marked, until who did it says it', async () => {
		const { items, codes: [code, other] } = await purchase('IMPORTED-1');
		const abroad = changed(items.order, { platform: 'Amazon.com' });
		await by(manufacturer, api.tx.transactionInfo.import(code, abroad, 'Amazon.com'));
		const document = async () => (await loopOf(api, items.order.Order.key)).order.value;
		assert.ok((await document()).imported.isTrue);
		assert.match(loopTable(await loopOf(api, items.order.Order.key)), /IMPORTED/);
		await order(other, items.order);
		assert.ok((await document()).imported.isFalse);
	});

	test('a bank brings in receipts, and a platform orders, with the merchant\'s authorization alone', async () => {
		const { items, codes: [code] } = await purchase('AUTHORIZE-1');
		const { offerCustody, acceptCustody } = api.tx.traceUnits;
		await assertNoop(api, 'transactionInfo.WrongNode', () => {
			return by(platform, api.tx.transactionInfo.record(code, items.receipt));
		});
		for (const party of [platform, bank]) {
			await by(manufacturer, api.tx.participants.withdrawAuthorization(party.account.address));
		}
		await assertNoop(api, 'transactionInfo.NotAuthorized', () => receive(code, items.receipt));

		// To hold the goods is not enough for an order: whoever sold them mostly holds them still.
		await by(manufacturer, offerCustody(code, platform.account.address, null));
		await by(platform, acceptCustody(code));
		await assertNoop(api, 'transactionInfo.NotAuthorized', () => order(code, items.order));
		await assertNoop(api, 'transactionInfo.WrongNode', () => by(bank, api.tx.transactionInfo.record(code, items.order)));
		for (const party of [platform, bank]) {
			await by(manufacturer, authorization(api, party, 'transaction'));
		}
		await order(code, items.order);
		await receive(code, items.receipt);
		assert.deepEqual(await missing(items), ['Declaration']);
	});

	test('nobody spoils the loop of somebody else', async () => {
		const { items, codes: [code] } = await purchase('FOREIGN-1');
		await order(code, items.order);
		const foreign = serial('FOREIGN-2');
		await by(otherManufacturer, api.tx.utility.batchAll([
			api.tx.traceUnits.register({ code: foreign, kind: { Item: { mode: 'FullChain' } } }, []),
			authorization(api, platform, 'transaction'),
		]));
		await order(foreign, changed(items.order, { amount: usd(1), lines: [] }));
		const amountOf = async (merchant) => {
			return (await loopOf(api, items.order.Order.key, merchant)).order.value.says.amount.asPlain.minorUnits.toNumber();
		};
		assert.equal(await amountOf(manufacturer), 4990);
		assert.equal(await amountOf(otherManufacturer), 1);
		assert.equal(await loopOf(api, items.order.Order.key, { account: stranger }), undefined);
		assert.equal(await loopOf(api, { ...items.order.Order.key, number: 'nothing' }), undefined);
		await assertNoop(api, 'transactionInfo.WrongNode', () => {
			return by(broker, api.tx.transactionInfo.record(code, items.order));
		});
	});
});
