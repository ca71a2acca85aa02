// What the tests start from.

import { bank, broker, carrier, cast, manufacturer, platform, regulators, seats } from './accounts.js';
import { chainTime, connect, submit } from './chain.js';
import { itemsOf } from './items.js';
import { startNode } from './node.js';
import { authorization, bringIn } from './participants.js';
import { itemUnit } from './values.js';

/** A development chain of its own, with a client. */
export async function startChain() {
	const node = await startNode();
	const api = await connect(node.url);
	return {
		api,
		async stop() {
			await api.disconnect();
			await node.stop();
		},
	};
}

/** A development chain on which the cast is admitted, and others if named, and may write into the manufacturer's units. */
export async function startPopulatedChain(...others) {
	const chain = await startChain();
	await bringIn(chain.api, regulators, [...cast, ...others]);
	await submit(chain.api, manufacturer.account, chain.api.tx.utility.batchAll([
		authorization(chain.api, platform, 'transaction'),
		authorization(chain.api, bank, 'transaction'),
		authorization(chain.api, carrier, 'logistics'),
		authorization(chain.api, broker, 'customs'),
	]));
	return chain;
}

/** Lets a test play a story: each step is a test within it. */
export function stepsOf(t) {
	return async (title, run) => {
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

/** Everybody records everything of a unit. */
export async function recordAll(api, code) {
	const items = itemsOf(await chainTime(api));
	const { productInfo, transactionInfo, logisticsInfo, customsInfo } = api.tx;
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
		record(customsInfo, broker.account, items.declaration),
		record(customsInfo, seats.customs, items.declared, items.released),
	]);
	return items;
}
