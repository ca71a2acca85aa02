// SPDX-License-Identifier: Apache-2.0
// The test network: four regulators, each with a validator of its own.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { regulators } from '../support/accounts.js';
import { connect, until } from '../support/chain.js';
import { startNode } from '../support/node.js';

const FINAL_BLOCK = 4;
const DEPARTMENTS = ['Customs', 'Tax', 'ForeignExchange', 'MarketSupervision'];

const nodes = [];
after(() => Promise.all(nodes.map(({ api, node }) => Promise.all([api.disconnect(), node.stop()]))));

async function join(name, bootnodes = []) {
	const args = ['--chain', 'local', `--${name}`, '--unsafe-force-node-key-generation'];
	const node = await startNode({ args: [...args, ...bootnodes.flatMap((address) => ['--bootnodes', address])] });
	const api = await connect(node.url);
	nodes.push({ api, node });
	return api;
}

/** The hash of a block as soon as the node holds it final. */
async function finalHash(api, number) {
	await until(api.rpc.chain.subscribeFinalizedHeads, (head) => head.number.toNumber() >= number);
	return (await api.rpc.chain.getBlockHash(number)).toHex();
}

test('the local test network finalises with four validators, who are the four regulators', async () => {
	const alice = await join('alice');
	const addresses = (await alice.rpc.system.localListenAddresses()).map(String);
	const apis = [alice, ...await Promise.all(['bob', 'charlie', 'dave'].map((name) => join(name, addresses)))];

	const sorted = (accounts) => accounts.map((account) => account.toString()).sort();
	const expected = sorted(regulators.map(({ address }) => address));
	assert.deepEqual(sorted(await alice.query.session.validators()), expected);
	assert.deepEqual(sorted(await alice.query.regulators.members()), expected);
	assert.deepEqual(sorted(await alice.query.council.members()), expected);
	for (const [seat, { address }] of regulators.entries()) {
		const participant = (await alice.call.traceApi.participant(address)).unwrap();
		assert.equal(participant.department.unwrap().type, DEPARTMENTS[seat]);
	}

	const hashes = await Promise.all(apis.map((api) => finalHash(api, FINAL_BLOCK)));
	assert.equal(new Set(hashes).size, 1, 'all four hold the same block final');
});
