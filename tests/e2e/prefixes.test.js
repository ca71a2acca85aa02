// SPDX-License-Identifier: Apache-2.0
// Codes belong to somebody: prefixes that are granted, permitted and asked for, and disputes over codes.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { carrier, manufacturer, otherManufacturer, regulators, seats, stranger } from '../support/accounts.js';
import { assertNoop, eventOf, submit } from '../support/chain.js';
import { lot, sscc } from '../support/codes.js';
import { decide } from '../support/council.js';
import { startPopulatedChain } from '../support/fixture.js';
import { serial } from '../support/items.js';
import { batchUnit, evidence, itemUnit, logisticUnit, pieces } from '../support/values.js';

const PREFIX = { Company: '6901234' };
const BARCODE = '06901234567892';

describe('code prefixes', () => {
	let chain;
	let api;
	let tx;
	before(async () => {
		chain = await startPopulatedChain(otherManufacturer);
		api = chain.api;
		tx = api.tx;
	});
	after(() => chain?.stop());

	const register = (party, unit) => submit(api, party.account, tx.traceUnits.register(unit, []));
	const unitOf = async (code) => (await api.query.traceUnits.units(code)).unwrap();
	const certificate = () => [evidence('Certificate', 'GS1 China')];
	const grant = (prefix, party, until = null) => {
		return tx.companyPrefixes.grant(prefix, (party.account ?? party).address, until, certificate());
	};

	test('without a prefix units are marked as of unproven right', async () => {
		assert.equal((await api.query.companyPrefixes.rule()).type, 'Flag');
		const { events } = await register(manufacturer, itemUnit(serial('PREFIX-1')));
		assert.ok(eventOf(events, 'traceUnits', 'Registered').data.unit.unprovenRight.isTrue);
		assert.ok((await unitOf(serial('PREFIX-1'))).unprovenRight.isTrue);
	});

	test('a company files its prefix, takes it back, and reads why it was declined', async () => {
		const { file, withdrawFiling, decline } = tx.companyPrefixes;
		const filings = async (party) => (await api.query.companyPrefixes.filings(party.account.address)).length;
		await assertNoop(api, 'NotAdmitted', () => submit(api, stranger, file(PREFIX, certificate())));
		await assertNoop(api, 'companyPrefixes.EvidenceMissing', () => submit(api, manufacturer.account, file(PREFIX, [])));
		await submit(api, manufacturer.account, file(PREFIX, certificate()));
		await submit(api, manufacturer.account, withdrawFiling(PREFIX));
		assert.equal(await filings(manufacturer), 0);
		await submit(api, otherManufacturer.account, file(PREFIX, certificate()));
		const refuse = decline(otherManufacturer.account.address, PREFIX, '证书持有人与申请人不一致');
		await assertNoop(api, 'companyPrefixes.NotMarketSupervision', () => submit(api, seats.customs, refuse));
		const { events } = await submit(api, seats.marketSupervision, refuse);
		assert.equal(eventOf(events, 'companyPrefixes', 'Declined').data.reason.toString(), '证书持有人与申请人不一致');
		await assertNoop(api, 'companyPrefixes.NotFiled', () => submit(api, seats.marketSupervision, refuse));
		await submit(api, manufacturer.account, file(PREFIX, certificate()));
		assert.equal(await filings(manufacturer), 1);
	});

	test('market supervision grants a prefix, and nobody else does', async () => {
		await assertNoop(api, 'companyPrefixes.NotMarketSupervision', () => {
			return submit(api, seats.customs, grant(PREFIX, manufacturer));
		});
		await submit(api, seats.marketSupervision, grant(PREFIX, manufacturer));
		assert.equal((await api.query.companyPrefixes.filings(manufacturer.account.address)).length, 0);
		await register(manufacturer, itemUnit(serial('PREFIX-2')));
		assert.ok((await unitOf(serial('PREFIX-2'))).unprovenRight.isFalse);
		const view = (await api.call.traceApi.unit(serial('PREFIX-2'))).unwrap();
		assert.equal(view.prefix.unwrap().holder.toString(), manufacturer.account.address);
		assert.ok((await api.call.traceApi.prefix(serial('NEVER'))).isSome);
		assert.ok((await api.call.traceApi.prefix('01/09521234543213/21/1')).isNone);
		for (const [name, prefix, party = otherManufacturer] of [
			['PrefixTaken', { Company: '6901' }],
			['PrefixTaken', { Company: '69012345' }],
			['PrefixTaken', { LogisticUnits: '6901234' }],
			['PrefixTaken', { Product: BARCODE }],
			['RestrictedNumber', { Company: '0212' }],
			['RestrictedNumber', { Company: '0412' }],
			['RestrictedNumber', { Company: '2912' }],
			['MalformedCode', { Company: '690' }],
			['MalformedCode', { Other: 'a' }],
			['WrongCheckDigit', { Product: '06901234567893' }],
			['HolderNotInForce', { Company: '6909999' }, stranger],
		]) {
			await assertNoop(api, `companyPrefixes.${name}`, () => {
				return submit(api, seats.marketSupervision, grant(prefix, party));
			});
		}
	});

	test('under the council\'s rule nothing is registered under another\'s prefix', async () => {
		await decide(api, regulators, tx.companyPrefixes.setRule('Refuse'));
		const { traceUnits } = tx;
		await register(manufacturer, batchUnit(lot(BARCODE, 'PREFIX-A'), pieces(10)));
		const material = 'other:supplier-1';
		await submit(api, seats.marketSupervision, grant({ Other: 'supplier-' }, otherManufacturer));
		await register(otherManufacturer, batchUnit(material, pieces(10)));
		for (const [party, call] of [
			[otherManufacturer, traceUnits.register(itemUnit(serial('PREFIX-3')), [])],
			[otherManufacturer, traceUnits.registerMany([batchUnit(lot(BARCODE, 'PREFIX-B'), pieces(1))], [])],
			[otherManufacturer, traceUnits.transform([{ code: material, quantity: pieces(1) }], [itemUnit(serial('PREFIX-4'))], [])],
			[otherManufacturer, traceUnits.split(material, [batchUnit('other:acme-1', pieces(1))], [])],
			[carrier, traceUnits.register(logisticUnit(sscc(0, '6901234', 700)), [])],
			[manufacturer, traceUnits.register(logisticUnit('other:box-1'), [])],
		]) {
			await assertNoop(api, 'traceUnits.NoRightToCode', () => submit(api, party.account, call));
		}
		await register(manufacturer, logisticUnit(sscc(0, '6901234', 701)));
	});

	test('a holder permits a contract maker a barcode, until either side ends it', async () => {
		const { permit, revokePermit } = tx.companyPrefixes;
		const maker = otherManufacturer.account;
		const barcode = { Product: BARCODE };
		await assertNoop(api, 'companyPrefixes.NotHolder', () => submit(api, maker, permit(barcode, carrier.account.address, null)));
		await submit(api, manufacturer.account, permit(barcode, maker.address, null));
		await register(otherManufacturer, itemUnit(serial('PREFIX-5')));
		await assertNoop(api, 'traceUnits.NoRightToCode', () => {
			return register(otherManufacturer, logisticUnit(sscc(0, '6901234', 702)));
		});
		await submit(api, maker, revokePermit(barcode, manufacturer.account.address, maker.address));
		await assertNoop(api, 'traceUnits.NoRightToCode', () => register(otherManufacturer, itemUnit(serial('PREFIX-6'))));
		await assertNoop(api, 'companyPrefixes.NotPermitted', () => {
			return submit(api, manufacturer.account, revokePermit(barcode, manufacturer.account.address, maker.address));
		});
	});

	test('market supervision gives a squatted code to whom it belongs', async () => {
		const code = serial('PREFIX-7');
		await decide(api, regulators, tx.companyPrefixes.setRule('Flag'));
		await register(otherManufacturer, itemUnit(code));
		const { address } = manufacturer.account;
		const reassign = tx.traceUnits.reassignCode(code, address, '冒用他人厂商识别代码');
		await assertNoop(api, 'traceUnits.NotMarketSupervision', () => submit(api, manufacturer.account, reassign));
		await submit(api, seats.marketSupervision, reassign);
		const { owner, custodian, unprovenRight } = await unitOf(code);
		assert.deepEqual([owner, custodian].map(String), [address, address]);
		assert.ok(unprovenRight.isFalse);
		await assertNoop(api, 'traceUnits.NotOwner', () => {
			return submit(api, otherManufacturer.account, tx.traceUnits.close(code, 'Unlimited'));
		});
	});
});
