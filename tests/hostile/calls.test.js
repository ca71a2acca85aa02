// SPDX-License-Identifier: Apache-2.0
// Runtime calls with malformed arguments, and RPC methods that are not public.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { compactToU8a, hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { call, nestedBatch, randomTransaction, startWatchedChain, withstand } from '../support/hostile.js';
import { connect } from '../support/chain.js';
import { startNode } from '../support/node.js';

const UNSAFE = [
	['author_hasKey', ['0x00', 'aura']],
	['author_hasSessionKeys', ['0x00']],
	['author_insertKey', ['aura', '//Eve', '0x00']],
	['author_removeExtrinsic', [[]]],
	['author_rotateKeys', []],
	['author_rotateKeysWithOwner', ['0x00']],
	['offchain_localStorageClear', ['PERSISTENT', '0x00']],
	['offchain_localStorageGet', ['PERSISTENT', '0x00']],
	['offchain_localStorageSet', ['PERSISTENT', '0x00', '0x00']],
	['state_traceBlock', [`0x${'00'.repeat(32)}`, null, null, null]],
	['state_getPairs', ['0x', null]],
	['state_queryStorage', [['0x00'], `0x${'00'.repeat(32)}`, null]],
	['system_addLogFilter', ['trace']],
	['system_addReservedPeer', ['/ip4/127.0.0.1/tcp/1/p2p/QmNUWVsCqZDhAjRcTbuBCvfDNBqhKDhPSvGYBvKzkJUQRH']],
	['system_dryRun', ['0x00', null]],
	['system_nodeRoles', []],
	['system_peers', []],
	['system_removeReservedPeer', ['QmNUWVsCqZDhAjRcTbuBCvfDNBqhKDhPSvGYBvKzkJUQRH']],
	['system_reservedPeers', []],
	['system_resetLogFilter', []],
	['system_unstable_networkState', []],
];
/** Unsafe methods that reveal no secret, so that they may be answered. */
const HARMLESS = ['system_nodeRoles', 'system_reservedPeers'];

let chain;
before(async () => {
	chain = await startWatchedChain();
});
after(() => chain?.stop());

let salt = 0;

test('calls of the runtime whose arguments do not decode are answered and logged in short', async (t) => {
	const methods = ['unit', 'ancestors', 'descendants', 'contents', 'participant', 'work_list', 'profile_hash'];
	await withstand(t, chain, async () => {
		const method = `TraceApi_${methods[salt % methods.length]}`;
		const { answer, bytes } = await call(chain.node, 'state_call', [method, randomTransaction(salt++)]);
		assert.ok(answer.error || answer.result);
		return { bytes, sent: 1 };
	}, { traps: true });
});

test('a transaction nested 1,000 deep makes a call of the runtime fail, and the answer is short', async (t) => {
	const [from, blockHash] = ['02', '00'.repeat(32)];
	await withstand(t, chain, async () => {
		const transaction = nestedBatch(1_000, salt++).slice(2);
		const { answer, bytes } = await call(chain.node, 'state_call', [
			'TaggedTransactionQueue_validate_transaction',
			`0x${from}${transaction}${blockHash}`,
		]);
		assert.match(answer.error.data ?? answer.error.message, /trap|panic/i);
		return { bytes, sent: 1 };
	}, { traps: true });
});

test('a transaction that says it is a gigabyte makes a call of the runtime fail, and the log stays short', async (t) => {
	await withstand(t, chain, async () => {
		const transaction = hexToU8a(nestedBatch(1, salt++));
		const lying = u8aToHex(u8aConcat(compactToU8a(2 ** 30 - 1), transaction.subarray(2)));
		const { answer, bytes } = await call(chain.node, 'state_call', ['BlockBuilder_apply_extrinsic', lying]);
		assert.ok(answer.error);
		return { bytes, sent: 1 };
	}, { traps: true });
});

test('a method of the runtime with a name of a megabyte is unknown, in short', async () => {
	const { answer, bytes } = await call(chain.node, 'state_call', ['x'.repeat(1_000_000), '0x']);
	assert.ok(answer.error);
	assert.ok(bytes < 1_024, `${bytes} bytes`);
});

test('a node that is asked for it answers no unsafe method', async (t) => {
	const node = await startNode({ args: ['--dev', '--rpc-methods', 'safe'] });
	t.after(node.stop);
	const { answer } = await call(node, 'rpc_methods', []);
	for (const [method, params] of UNSAFE.filter(([method]) => answer.result.methods.includes(method) && !HARMLESS.includes(method))) {
		await t.test(method, async () => {
			const { answer } = await call(node, method, params);
			assert.equal(answer.error?.message, 'RPC call is unsafe to be called externally');
		});
	}
});

test('proofs of finality are for a node that is asked for them', async (t) => {
	const without = await call(chain.node, 'grandpa_proveFinality', [1]);
	assert.equal(without.answer.error.code, -32601);
	const node = await startNode({ args: ['--dev', '--rpc-prove-finality'] });
	t.after(node.stop);
	const { answer } = await call(node, 'rpc_methods', []);
	assert.ok(answer.result.methods.includes('grandpa_proveFinality'));
});

test('the rate limit counts every transaction of a bulk', async () => {
	const node = await startNode({ args: ['--dev', '--rpc-rate-limit', '200'] });
	try {
		const api = await connect(node.url);
		const submit = (count) => api.rpc.suyuan.submitExtrinsics.raw(Array.from({ length: count }, randomTransaction));
		assert.equal((await submit(150)).length, 150);
		await assert.rejects(submit(150), (error) => error.code === -32999 && /try again in \d+ seconds/.test(error.data));
		await assert.rejects(submit(300), (error) => /never more than 200/.test(error.data));
		await api.disconnect();
	} finally {
		await node.stop();
	}
});
