// SPDX-License-Identifier: Apache-2.0
// Title: goods that are sold change owners, and what hangs on their owner goes with them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bank, carrier, manufacturer, merchant, otherManufacturer } from '../support/accounts.js';
import { assertNoop, chainTime, eventOf, submit } from '../support/chain.js';
import { sscc } from '../support/codes.js';
import { assertNoopAll, register, startPopulatedChain, stepRunner } from '../support/fixture.js';
import { serial } from '../support/items.js';
import { offerTitle, playTitle } from '../support/title-job.js';
import { itemUnit, logisticUnit } from '../support/values.js';

let chain;
let api;
before(async () => {
	chain = await startPopulatedChain(otherManufacturer, merchant);
	api = chain.api;
});
after(() => chain?.stop());

const unitOf = async (code) => (await api.call.traceApi.unit(code)).unwrap().unit;
const accept = (party, codes, offer, withCustody = false) => {
	return submit(api, party.account, api.tx.traceUnits.acceptTitle(codes, offer, withCustody));
};

describe('the story of goods that are sold', () => {
	test('it is played', (t) => playTitle(api, stepRunner(t)));
});

describe('title', () => {
	test('a carton passes with what is packed in it, while a carrier holds it', async () => {
		const [box, code] = [sscc(0, '6901234', 921), serial('TITLE-IN-1')];
		const { registerMany, pack, offerCustody, acceptCustody } = api.tx.traceUnits;
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			registerMany([logisticUnit(box), itemUnit(code)], []),
			pack(box, [code]),
			offerCustody(box, carrier.account.address, null),
		]));
		await submit(api, carrier.account, acceptCustody(box));
		const offer = await offerTitle(api, manufacturer, box, merchant);
		const { events } = await accept(merchant, [box], offer);
		const passed = eventOf(events, 'traceUnits', 'TitlePassed').data;
		assert.deepEqual([...passed.codes].map(String), [box, code].sort());
		for (const one of [box, code]) {
			assert.equal((await unitOf(one)).owner.toString(), merchant.account.address);
		}
		assert.equal((await unitOf(box)).custodian.toString(), carrier.account.address);
	});

	test('goods return the way they came, and not round in a circle', async () => {
		const code = await register(api, serial('TITLE-CIRCLE-1'));
		await accept(merchant, [code], await offerTitle(api, manufacturer, code, merchant));
		await accept(otherManufacturer, [code], await offerTitle(api, merchant, code, otherManufacturer));
		await assertNoop(api, 'traceUnits.TitleCircle', () => offerTitle(api, otherManufacturer, code, manufacturer));
		await accept(merchant, [code], await offerTitle(api, otherManufacturer, code, merchant));
		assert.equal((await unitOf(code)).owner.toString(), merchant.account.address);
	});

	test('what is not so is refused', async (t) => {
		const code = await register(api, serial('TITLE-REFUSED-1'));
		const other = await register(api, serial('TITLE-REFUSED-2'));
		const offer = await offerTitle(api, manufacturer, code, merchant);
		const { acceptTitle, cancelTitle } = api.tx.traceUnits;
		const now = await chainTime(api);
		const offering = (codes, to, expiresAt = now + 3_600_000) => {
			return api.tx.traceUnits.offerTitle(codes, to.account.address, expiresAt, null);
		};
		await assertNoopAll(t, api, [
			['EmptyList', manufacturer, offering([], merchant)],
			['DuplicateUnit', manufacturer, offering([other, other], merchant)],
			['NotOwner', merchant, offering([other], otherManufacturer)],
			['ToSelf', manufacturer, offering([other], manufacturer)],
			['NotTradeEntity', manufacturer, offering([other], carrier)],
			['OfferExpired', manufacturer, offering([other], merchant, now - 1)],
			['TitleTermExceeded', manufacturer, offering([other], merchant, now + 100 * 24 * 3_600_000)],
			['TitleOfferPending', manufacturer, offering([code], otherManufacturer)],
			['NotOffered', otherManufacturer, acceptTitle([code], offer, false)],
			['NotOffered', merchant, acceptTitle([code], offer, true)],
			['OfferDiffers', merchant, acceptTitle([code], `0x${'00'.repeat(32)}`, false)],
			['NotOwner', bank, cancelTitle([code])],
			['NotOffered', manufacturer, cancelTitle([other])],
		].map(([name, ...rest]) => [`traceUnits.${name}`, ...rest]));
	});
});
