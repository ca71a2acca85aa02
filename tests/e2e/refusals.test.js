// Every refusal by its name. None changes anything.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bank, broker, carrier, manufacturer, otherManufacturer, platform, seats, stranger } from '../lib/accounts.js';
import { chainTime, refusalOf, submit, traceState } from '../lib/chain.js';
import { register, startPopulatedChain } from '../lib/fixture.js';
import { itemsOf, serial } from '../lib/items.js';
import { batchUnit, itemUnit } from '../lib/values.js';

const GTIN = '01/06901234567892';

let chain;
before(async () => {
	chain = await startPopulatedChain(otherManufacturer);
});
after(() => chain?.stop());

test('refusals', async (t) => {
	const { api } = chain;
	const { participants, traceUnits, productInfo, transactionInfo, logisticsInfo, customsInfo } = api.tx;
	const code = await register(api, serial('REFUSE-1'));
	const now = await chainTime(api);
	const items = itemsOf(now);
	const tomorrow = now + 24 * 3_600_000;

	/** An item of one category with some fields changed. */
	const changed = (item, fields) => {
		const [[category, value]] = Object.entries(item);
		return { [category]: { ...value, ...fields } };
	};
	const product = (item, fields) => productInfo.record(code, changed(item, fields));
	const transaction = (item, fields) => transactionInfo.record(code, changed(item, fields));
	const logistics = (item, fields) => logisticsInfo.record(code, changed(item, fields));
	const customs = (item, fields) => customsInfo.record(code, changed(item, fields));
	const unit = (path) => traceUnits.register(itemUnit(path));
	const batch = (path, thousandths) => traceUnits.register(batchUnit(path, { thousandths, unit: 'Piece' }));
	const profileOf = (fields) => participants.apply({ ...manufacturer.profile, ...fields });
	const blocks = { product: false, transaction: false, logistics: false, customs: false };
	const [fix] = items.positions.Positions;
	const [line] = items.declaration.Declaration.lines;
	const [orderLine] = items.order.Order.lines;

	const cases = [
		['MayNotInvite', manufacturer, participants.invite(stranger.address, [])],
		['AlreadyParticipant', seats.customs, participants.invite(bank.account.address, [])],
		['HoldsSeat', seats.customs, participants.invite(seats.tax.address, [])],
		['NotInvited', seats.customs, participants.uninvite(stranger.address)],
		['NodeNotAllowed', manufacturer, profileOf({ nodes: ['PortClearance'] })],
		['DuplicateNode', manufacturer, profileOf({ nodes: ['Manufacturer', 'Manufacturer'] })],
		['RegulatorsDoNotApply', manufacturer, profileOf({ business: 'Customs' })],
		['RegistrationTaken', manufacturer, profileOf({ identity: otherManufacturer.profile.identity })],
		['EmptyList', manufacturer, profileOf({ evidence: [] })],
		['EmptyBlockSet', manufacturer, participants.authorize(bank.account.address, blocks)],
		['ProviderNotInForce', manufacturer, participants.authorize(stranger.address, { ...blocks, product: true })],
		['NotAuthorized', manufacturer, participants.withdrawAuthorization(stranger.address)],
		['NotOperator', manufacturer, participants.removeOperator(stranger.address)],
		['NoApplication', manufacturer, participants.withdraw()],
	].map(([name, ...rest]) => [`participants.${name}`, ...rest]);

	// Nobody decides alone what the council decides.
	cases.push(
		['BadOrigin', seats.customs, participants.admitMany([])],
		['BadOrigin', seats.customs, participants.suspend(bank.account.address, 'reason')],
		['BadOrigin', seats.customs, participants.revoke(bank.account.address, 'reason')],
		['BadOrigin', seats.customs, participants.assignDepartment(seats.customs.address, 'Tax')],
	);

	cases.push(...[
		['MayNotRegister', carrier, unit(serial('REFUSE-2'))],
		['AlreadyRegistered', manufacturer, unit(code)],
		['MalformedTraceCode', manufacturer, unit(`${GTIN}/21/A/10/B`)],
		['MalformedTraceCode', manufacturer, unit(`/${GTIN}/21/A`)],
		['MalformedTraceCode', manufacturer, unit(`${GTIN}/21/A%2f`)],
		['WrongCheckDigit', manufacturer, unit('01/06901234567893/21/A')],
		['NotAUnit', manufacturer, unit(GTIN)],
		['NotAUnit', manufacturer, unit('414/9520123456788')],
		['KindMismatch', manufacturer, batch(serial('REFUSE-2'), 1000)],
		['KindMismatch', manufacturer, unit(`${GTIN}/10/LOT-1`)],
		['ZeroAmount', manufacturer, batch(`${GTIN}/10/LOT-1`, 0)],
		['EmptyBatch', manufacturer, traceUnits.registerMany([])],
		['NotFound', manufacturer, traceUnits.close(serial('REFUSE-2'), 'Unlimited')],
		['NotOwner', otherManufacturer, traceUnits.close(code, 'Unlimited')],
		['Incomplete', manufacturer, traceUnits.close(code, 'Unlimited')],
	].map(([name, ...rest]) => [`traceUnits.${name}`, ...rest]));

	cases.push(
		['productInfo.UnknownUnit', manufacturer, productInfo.record(serial('REFUSE-2'), items.features)],
		['productInfo.NotAuthorized', otherManufacturer, product(items.features)],
		['productInfo.WrongNode', carrier, product(items.features)],
		['transactionInfo.WrongNode', carrier, transaction(items.order)],
		['transactionInfo.WrongNode', manufacturer, transaction(items.order)],
		['logisticsInfo.WrongNode', platform, logistics(items.tally)],
		['customsInfo.WrongNode', carrier, customs(items.declaration)],
		['customsInfo.ReservedForDepartment', broker, customs(items.declared)],
		['customsInfo.ReservedForDepartment', seats.tax, customs(items.declared)],
		['productInfo.NotRecorded', manufacturer, productInfo.amend(code, 0, items.features, 'reason')],
		['logisticsInfo.MayNotImport', carrier, logisticsInfo.import(code, items.storage, 'party')],
		['logisticsInfo.NotOwner', otherManufacturer, logisticsInfo.import(code, items.storage, 'party')],
		['customsInfo.ReservedForDepartment', manufacturer, customsInfo.import(code, items.released, 'party')],
		['productInfo.EmptyList', manufacturer, productInfo.recordMany([])],

		['productInfo.EmptyText', manufacturer, product(items.features, { brand: '' })],
		['productInfo.EmptyText', manufacturer, product(items.features, { brand: ' 声澜' })],
		['productInfo.ControlCharacter', manufacturer, product(items.features, { brand: '声\u0000澜' })],
		['productInfo.InTheFuture', manufacturer, product(items.production, { producedAt: tomorrow })],
		['productInfo.UnknownCountry', manufacturer, product(items.production, { country: 'ZZ' })],
		['productInfo.WrongCheckDigit', manufacturer, product(items.productCode, { barcode: '06901234567893' })],
		['productInfo.MalformedCode', manufacturer, product(items.productCode, { barcode: '0690123456789X' })],
		['productInfo.ZeroAmount', manufacturer, product(items.features, { shelfLife: { Days: 0 } })],

		['transactionInfo.ZeroAmount', platform, transaction(items.order, { amount: { minorUnits: 0, currency: 'USD' } })],
		['transactionInfo.UnknownCurrency', platform, transaction(items.order, { amount: { minorUnits: 1, currency: 'XXX' } })],
		['transactionInfo.CurrencyMismatch', platform, transaction(items.order, {
			lines: [orderLine, { ...orderLine, total: { minorUnits: 1, currency: 'CNY' } }],
		})],
		['transactionInfo.TimesOutOfOrder', bank, transaction(items.receipt, { settledAt: 1 })],

		['logisticsInfo.TimesOutOfOrder', carrier, logistics(items.storage, { leftAt: 1 })],
		['logisticsInfo.EmptyRange', carrier, logistics(items.storage, { temperature: { lowest: 1, highest: 0 } })],
		['logisticsInfo.UnknownLocation', carrier, logistics(items.transport, {
			departure: { name: 'nowhere', location: 'ZZ111' },
		})],
		['logisticsInfo.EmptyList', carrier, logisticsInfo.record(code, { Positions: [] })],
		['logisticsInfo.PositionOffEarth', carrier, logisticsInfo.record(code, {
			Positions: [{ ...fix, latitude: 900_000_001 }],
		})],
		['logisticsInfo.TimesOutOfOrder', carrier, logisticsInfo.record(code, {
			Positions: [fix, { ...fix, takenAt: fix.takenAt - 1 }],
		})],

		['customsInfo.EmptyList', broker, customs(items.declaration, { lines: [] })],
		['customsInfo.MalformedCode', broker, customs(items.declaration, { entryNumber: '530120262000000001' })],
		['customsInfo.MalformedCode', broker, customs(items.declaration, { lines: [{ ...line, hsCode: '85183000XX' }] })],
		['customsInfo.TimesOutOfOrder', broker, customs(items.declaration, { releasedAt: 1 })],
		['customsInfo.StatusCodeMismatch', seats.customs, customs(items.released, { code: 899 })],
	);

	// All at once, so that they stand in a block or two. Each signer counts its own transactions.
	const state = await traceState(api);
	const nonces = new Map();
	const attempts = [];
	for (const [, who, call] of cases) {
		const signer = who.account ?? who;
		const nonce = nonces.get(signer) ?? (await api.rpc.system.accountNextIndex(signer.address)).toNumber();
		nonces.set(signer, nonce + 1);
		attempts.push(refusalOf(submit(api, signer, call, nonce)));
	}
	const refusals = await Promise.all(attempts);
	for (const [position, [name, , call]] of cases.entries()) {
		await t.test(`${call.method.section}.${call.method.method}: ${name}`, () => {
			assert.equal(refusals[position]?.name, name);
		});
	}
	await t.test('none of them changes anything', async () => {
		assert.deepEqual(await traceState(api), state);
	});
});
