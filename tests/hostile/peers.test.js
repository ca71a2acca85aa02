// SPDX-License-Identifier: Apache-2.0
// A reserved peer that sends what no honest node would, and that no reputation cuts off: beyond its budget it is not listened
// to, and an honest one's transactions come into the next blocks all the while.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { manufacturer, regulators } from '../support/accounts.js';
import { connect, untilFinal } from '../support/chain.js';
import { eventually } from '../support/eventually.js';
import { serial } from '../support/items.js';
import { metricsOf, withstand } from '../support/hostile.js';
import { startHostilePeer } from '../support/hostile-peer.js';
import { freePort } from '../support/network/ports.js';
import { startNode } from '../support/node.js';
import { admitAll } from '../support/participants.js';
import { itemUnit } from '../support/values.js';

/** The bad transactions, and the malformed messages, that a peer may send before it is not listened to. */
const MAX_BAD = 256;
const MAX_MALFORMED = 4;

/** The messages of an attack, and the transactions in each. */
const MESSAGES = 4;
const TRANSACTIONS = 512;

let author;
/** The connection to the author, and to an honest node that only knows the author. */
let api;
let honest;
let genesis;
let address;
before(async () => {
	author = await startNode({ args: ['--dev'], metrics: true });
	api = await connect(author.url);
	genesis = api.genesisHash.toHex();
	[address] = (await api.rpc.system.localListenAddresses()).map(String);
	await admitAll(api, regulators, [manufacturer]);
	const node = await startNode({ args: ['--chain', 'dev', '--bootnodes', address] });
	honest = { node, api: await connect(node.url) };
	await untilFinal(honest.api);
});
after(async () => {
	await honest?.api.disconnect();
	await honest?.node.stop();
	await api?.disconnect();
	await author?.stop();
});

/** The figures of gossip by now. */
async function gossip() {
	const figure = await metricsOf(author);
	return {
		received: figure('suyuan_gossip_received'),
		bad: figure('suyuan_gossip_bad'),
		malformed: figure('suyuan_gossip_malformed_messages'),
		ignored: figure('suyuan_gossip_ignored_messages'),
	};
}

/** The figures of gossip, once something holds of them. */
const untilGossip = (what, holds) => eventually(what, gossip, holds);

let serials = 0;

/** A registration that is good on the chain as it is now. */
async function goodTransaction() {
	const unit = itemUnit(serial(`PEER-${serials++}`));
	return (await api.tx.traceUnits.register(unit, []).signAsync(manufacturer.account, { nonce: -1, era: 0 })).toHex();
}

describe('a hostile reserved peer', () => {
	let peer;
	before(async () => {
		peer = await startHostilePeer({ address, genesis, port: await freePort() });
		await api.rpc.system.addReservedPeer(peer.address);
		await peer.opened();
	});
	after(async () => {
		if (peer) {
			await api.rpc.system.removeReservedPeer(peer.address.split('/').at(-1));
			await peer.stop();
		}
	});

	test('is listened to while it is honest', async () => {
		const { received } = await gossip();
		const transaction = await goodTransaction();
		assert.equal(await peer.send(`send ${transaction}`), 1);
		await untilGossip('its transaction', (now) => now.received > received);
		await eventually('its transaction in a block', async () => {
			return (await api.rpc.author.pendingExtrinsics()).some((pending) => pending.toHex() === transaction);
		}, (pending) => !pending);
	});

	test('delays nobody with forged signatures and malformed messages', async (t) => {
		const start = await gossip();
		await withstand(t, { api: honest.api, node: author }, async () => {
			await peer.send(`forged ${MESSAGES} ${TRANSACTIONS}`);
			await peer.send(`malformed ${MESSAGES}`);
			return { bytes: 0, sent: MESSAGES * TRANSACTIONS };
		}, { blocks: 6 });
		const end = await untilGossip('messages that were not looked at', (now) => now.ignored > start.ignored);
		t.diagnostic(JSON.stringify({ start, end }));
		assert.ok(end.bad - start.bad >= MAX_BAD || end.malformed - start.malformed >= MAX_MALFORMED);
		// While they were validated, no more than the messages that are validated at once went beyond the budget.
		assert.ok(end.bad - start.bad < 16 * TRANSACTIONS, `${end.bad - start.bad} were looked at`);
	});

	test('is not listened to any more, whatever it sends', async () => {
		// Its budget is used up for as long as it has sent too much: up to a minute.
		const before = await gossip();
		await peer.send(`forged ${MESSAGES} ${TRANSACTIONS}`);
		const transaction = await goodTransaction();
		await peer.send(`send ${transaction}`);
		await untilGossip('messages that were not looked at', ({ ignored }) => ignored > before.ignored);
		const pending = (await api.rpc.author.pendingExtrinsics()).map((one) => one.toHex());
		assert.ok(!pending.includes(transaction), 'it is not in the pool');

		// The same by an honest peer is in a block at once.
		await honest.api.rpc.author.submitExtrinsic(transaction);
		await eventually('it in a block', async () => {
			const { block } = await api.rpc.chain.getBlock();
			return block.extrinsics.some((one) => one.toHex() === transaction);
		}, Boolean);
	});

	test('stays connected, for a reserved peer is never cut off', () => {
		assert.ok(peer.isOpen());
	});
});
