// SPDX-License-Identifier: Apache-2.0
// The story of goods that are sold: a supplier's material becomes a factory's product, which a merchant buys and its broker
// declares. The demo shows it and the tests play it: a step that does not go as it must throws.

import assert from 'node:assert/strict';
import { broker, manufacturer, merchant, regulators, seats, otherManufacturer as supplier } from './accounts.js';
import { assertNoop, chainTime, eventOf, submit } from './chain.js';
import { gtin, lot } from './codes.js';
import { declare, fileAndAgree, filingOf, formOf } from './customs.js';
import { descendantsOf } from './genealogy.js';
import { itemsOf, serial } from './items.js';
import { admitAll, authorization } from './participants.js';
import { batchUnit, evidence, itemUnit, pieces } from './values.js';

const HOUR = 3_600_000;

/** The goods of the story, which cross the doors of three firms. */
export const sold = {
	cells: lot(gtin('694012345003'), 'C261020'),
	earphones: serial('SN-TITLE-1'),
};

/** The hash of terms that the two parties keep between themselves. */
const termsOf = (title) => evidence('Other', title).sha256;

/** Offers title to a unit. Returns the hash of the offer. */
export async function offerTitle(api, from, code, to, terms = null) {
	const expiresAt = await chainTime(api) + HOUR;
	const offer = api.tx.traceUnits.offerTitle([code], to.account.address, expiresAt, terms);
	const { events } = await submit(api, from.account, offer);
	return eventOf(events, 'traceUnits', 'TitleOffered').data.offer.toHex();
}

/** Sells a unit, and hands it over by the signature with which it is bought. */
async function sell(api, from, code, to, terms) {
	const offer = await offerTitle(api, from, code, to, terms);
	await submit(api, from.account, api.tx.traceUnits.offerCustody(code, to.account.address, null));
	return submit(api, to.account, api.tx.traceUnits.acceptTitle([code], offer, true));
}

/**
 * @param {import('@polkadot/api').ApiPromise} api a chain on which the cast is admitted
 * @param {(title: string, run: () => Promise<string | void>) => Promise<void>} step runs a step; what it returns is
 * worth showing
 */
export async function playTitle(api, step) {
	const { cells, earphones } = sold;
	const { traceUnits } = api.tx;
	const unit = async (code) => (await api.call.traceApi.unit(code)).unwrap().unit;
	const parties = async (code) => {
		const { owner, custodian } = await unit(code);
		return [owner, custodian].map(String);
	};
	const refused = async (error, run) => {
		await assertNoop(api, error, run);
		return error;
	};
	const form = formOf(itemsOf(await chainTime(api), { number: 'TITLE-1' }), [earphones]);

	await step('A supplier and a merchant are admitted', async () => {
		const registered = await Promise.all([supplier, merchant].map((party) => {
			return api.query.participants.participants(party.account.address);
		}));
		await admitAll(api, regulators, [supplier, merchant].filter((_, at) => registered[at].isNone));
	});
	await step('The supplier registers a lot of battery cells and sells it to the factory', async () => {
		await submit(api, supplier.account, traceUnits.register(batchUnit(cells, pieces(100)), []));
		await sell(api, supplier, cells, manufacturer, termsOf('采购合同 CG-2026-118'));
		assert.deepEqual(await parties(cells), [manufacturer.account.address, manufacturer.account.address]);
		return 'title and custody in one signature; the terms are known by their hash';
	});
	await step('The factory makes earphones of it', async () => {
		const inputs = [{ code: cells, quantity: pieces(2) }];
		await submit(api, manufacturer.account, traceUnits.transform(inputs, [itemUnit(earphones)], []));
	});
	await step('While they are offered, nothing is made of them', async () => {
		const offer = await offerTitle(api, manufacturer, earphones, merchant);
		const use = traceUnits.transform([{ code: earphones, quantity: null }], [itemUnit(serial('SN-TITLE-2'))], []);
		const error = await refused('traceUnits.TitleOfferPending', () => submit(api, manufacturer.account, use));
		await submit(api, merchant.account, traceUnits.cancelTitle([earphones]));
		const accept = traceUnits.acceptTitle([earphones], offer, false);
		await refused('traceUnits.NotOffered', () => submit(api, merchant.account, accept));
		return error;
	});
	await step('The merchant buys the earphones', async () => {
		await sell(api, manufacturer, earphones, merchant, termsOf('购销合同 XS-2026-871'));
		const { formerOwners } = await unit(earphones);
		assert.deepEqual([...formerOwners].map(String), [manufacturer.account.address]);
	});
	await step('The factory declares them no more', async () => {
		if (!(await filingOf(api, manufacturer))?.standing.isGood) {
			await fileAndAgree(api, manufacturer, 'DirectToConsumer');
		}
		return refused('customs.UnitNotOwned', () => declare(api, form, manufacturer));
	});
	await step('The merchant\'s broker declares them', async () => {
		await fileAndAgree(api, merchant, 'DirectToConsumer');
		await submit(api, merchant.account, authorization(api, broker, 'customs'));
		const entryNumber = await declare(api, { ...form, declarant: merchant.account.address }, broker);
		return `entry number ${entryNumber}`;
	});
	await step('Under clearance they are sold to nobody', async () => {
		return refused('traceUnits.UnderClearance', () => offerTitle(api, merchant, earphones, supplier));
	});
	await step('The cells are found bad: the way from them crosses three firms', async () => {
		await submit(api, seats.marketSupervision, traceUnits.recall([cells], '电芯过热起火'));
		const found = await descendantsOf(api, cells);
		assert.ok([...found].map(String).includes(earphones), 'the walk does not stop at the owner\'s door');
		assert.equal((await unit(earphones)).owner.toString(), merchant.account.address);
		return earphones;
	});
}
