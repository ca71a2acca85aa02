// SPDX-License-Identifier: Apache-2.0
// Fixtures: chains that the tests start from, and units on them.

import assert from 'node:assert/strict';
import { bank, broker, carrier, cast, manufacturer, platform, regulators } from './accounts.js';
import { chainTime, connect, submit, traceState, transactionErrorOf } from './chain.js';
import { clear } from './customs.js';
import { itemsOf } from './items.js';
import { startNode } from './node.js';
import { admitAll, authorization } from './participants.js';
import { itemUnit } from './values.js';

/** A development chain of its own, with a client. @param {object} [options] of its node */
export async function startChain(options) {
	const node = await startNode(options);
	let api;
	const stop = async () => {
		await api?.disconnect();
		await node.stop();
	};
	await stopOnFailure(stop, async () => {
		api = await connect(node.url);
	});
	return { api, url: node.url, stop };
}

/** Prepares a process that was started, and stops it if that fails: the caller never gets it then. */
export async function stopOnFailure(stop, prepare) {
	try {
		await prepare();
	} catch (error) {
		await stop();
		throw error;
	}
}

/** A development chain whose cast is admitted and may write into the manufacturer's units. */
export function startPopulatedChain(...others) {
	return startPopulatedChainOn(undefined, ...others);
}

/** The same on a node with other options. */
export async function startPopulatedChainOn(options, ...others) {
	const chain = await startChain(options);
	const { api } = chain;
	await stopOnFailure(chain.stop, async () => {
		await admitAll(api, regulators, [...cast, ...others]);
		await submit(api, manufacturer.account, api.tx.utility.batchAll([
			authorization(api, platform, 'transaction'),
			authorization(api, bank, 'transaction'),
			authorization(api, carrier, 'logistics'),
			authorization(api, broker, 'customs'),
		]));
	});
	return chain;
}

/** The runner of a story within a test: each step is a subtest. */
export function stepRunner(t) {
	return async (title, run) => {
		/** @type {Promise<unknown> | undefined} */
		let outcome;
		await t.test(title, () => (outcome = run()));
		// A step builds on those before it.
		await outcome;
	};
}

/** Registers an item of the manufacturer. */
export async function register(api, code, mode = 'FullChain') {
	await submit(api, manufacturer.account, api.tx.traceUnits.register(itemUnit(code, mode)));
	return code;
}

/** Records every category of a unit that has a serial number, and clears it through customs. */
export async function recordAll(api, code) {
	const items = itemsOf(await chainTime(api), { number: code.split('/').at(-1) });
	const { productInfo, transactionInfo, logisticsInfo } = api.tx;
	const record = (pallet, party, ...list) => {
		return submit(api, party, pallet.recordMany(list.map((item) => ({ code, item }))));
	};
	await Promise.all([
		record(productInfo, manufacturer.account, items.rawMaterials, items.production, items.features, items.productCode),
		record(transactionInfo, platform.account, items.order, items.tradedProductCode),
		record(transactionInfo, bank.account, items.receipt),
		record(
			logisticsInfo,
			carrier.account,
			...[items.tally, items.transport, items.storage, items.delivery, items.deliveryException, items.positions],
		),
	]);
	await clear(api, items, code);
	return items;
}

/** Cases whose weights an account's allowance has room for: a declaration is charged for as many units as there may be. */
const MAX_CASES_AT_ONCE = 24;

/**
 * Asserts that each of many calls fails with its error and none changes the state.
 *
 * All are sent at once, so that they are in a block or two; the nonces of each signer are counted here.
 *
 * @param {[name: string, who: object, call: object][]} cases
 */
export async function assertNoopAll(t, api, cases) {
	const state = await traceState(api);
	const refusals = [];
	for (let from = 0; from < cases.length; from += MAX_CASES_AT_ONCE) {
		const nonces = new Map();
		const attempts = [];
		for (const [, who, call] of cases.slice(from, from + MAX_CASES_AT_ONCE)) {
			const signer = who.account ?? who;
			const nonce = nonces.get(signer) ?? (await api.rpc.system.accountNextIndex(signer.address)).toNumber();
			nonces.set(signer, nonce + 1);
			attempts.push(transactionErrorOf(submit(api, signer, call, nonce)));
		}
		refusals.push(...await Promise.all(attempts));
	}
	for (const [position, [name, , call]] of cases.entries()) {
		await t.test(`${call.method.section}.${call.method.method}: ${name}`, () => {
			assert.equal(refusals[position]?.name, name);
		});
	}
	await t.test('none of them changes anything', async () => {
		assert.deepEqual(await traceState(api), state);
	});
}
