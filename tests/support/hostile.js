// SPDX-License-Identifier: Apache-2.0
// Hostile transactions, and the health of a node under them.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { compactToU8a, hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { manufacturer, regulators, stranger } from './accounts.js';
import { connect, submit } from './chain.js';
import { stopOnFailure } from './fixture.js';
import { serial } from './items.js';
import { startNode } from './node.js';
import { admitAll } from './participants.js';
import { itemUnit } from './values.js';

/** The encoded beginning of utility.batch with one call. */
const BATCH = [10, 0, 4];
/** The encoded system.remark of no bytes. */
const REMARK = [0, 0, 0];
const SLOTS_A_MINUTE = 30;
const MAX_LOG_BYTES_A_MINUTE = 1_000_000;
const MAX_SLOTS_TO_INCLUSION = 3;
/** The most bytes of the answer to a transaction. */
const MAX_ANSWER_BYTES = 1_024;

/** A development node with metrics, on whose chain a manufacturer is admitted. */
export async function startWatchedChain(...args) {
	const node = await startNode({ args: ['--dev', ...args], metrics: true });
	let api;
	const stop = async () => {
		await api?.disconnect();
		await node.stop();
	};
	await stopOnFailure(stop, async () => {
		api = await connect(node.url);
		await admitAll(api, regulators, [manufacturer]);
	});
	return { api, node, stop };
}

/** Prefixes bytes with their compact length. */
const prefixed = (bytes) => u8aConcat(compactToU8a(bytes.length), bytes);

/** A transaction of nested batches, with an invalid signature. `salt` makes it differ from others. */
export function nestedBatch(depth, salt = 0) {
	const signature = new Uint8Array(64).fill(salt % 256).fill((salt >> 8) % 256, 32);
	const levels = new Uint8Array(depth * BATCH.length);
	for (let at = 0; at < levels.length; at += BATCH.length) {
		levels.set(BATCH, at);
	}
	// An immortal transaction, and the first of its signer.
	const extension = [0, 0];
	return u8aToHex(prefixed(u8aConcat([0x84, 0], stranger.publicKey, [1], signature, extension, levels, REMARK)));
}

/** A transaction whose length prefix is wrong. */
export const wrongLength = (length) => u8aToHex(u8aConcat(compactToU8a(length), [0x84, 0, 1, 2, 3]));

/** Random bytes, different in every call, with a correct length prefix. */
export function randomTransaction() {
	const bytes = crypto.getRandomValues(new Uint8Array(64 + Math.floor(Math.random() * 400)));
	bytes[0] = 0x84;
	return u8aToHex(prefixed(bytes));
}

/** Transactions in the name of an admitted participant, with forged signatures. */
export async function forgedTransactions(api, count) {
	const call = api.tx.system.remark('0x00');
	const signed = hexToU8a((await call.signAsync(manufacturer.account, { nonce: 1_000_000 })).toHex());
	// Behind the length, the version, the kind of address, the account and the kind of signature.
	const at = signed.indexOf(0x84) + 35;
	return Array.from({ length: count }, () => {
		const copy = signed.slice();
		copy.set(crypto.getRandomValues(new Uint8Array(31)), at);
		return u8aToHex(copy);
	});
}

/**
 * Calls an RPC method with parameters that no client library would send.
 *
 * @returns {Promise<{ answer: object, bytes: number }>} the answer, and its length
 */
export async function call(node, method, params) {
	const response = await fetch(node.url.replace('ws:', 'http:'), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
	});
	const text = await response.text();
	return { answer: JSON.parse(text), bytes: text.length };
}

/** The metrics of a node: the sum of each over its labels. */
export async function metricsOf(node) {
	const text = await (await fetch(node.metrics)).text();
	const sums = new Map();
	for (const line of text.split('\n')) {
		const found = /^([a-z_0-9]+)(?:\{[^}]*\})? (\S+)$/i.exec(line);
		if (found) {
			sums.set(found[1], (sums.get(found[1]) ?? 0) + Number(found[2]));
		}
	}
	return (name) => sums.get(`substrate_${name}`) ?? sums.get(name) ?? 0;
}

/** The slot of a block. */
async function slotOf(api, number) {
	const { digest } = await api.rpc.chain.getHeader(await api.rpc.chain.getBlockHash(number));
	const [, bytes] = digest.logs.find((log) => log.isPreRuntime).asPreRuntime;
	return Number(Buffer.from(bytes).readBigUInt64LE());
}

let serials = 0;

/** Registers a unit for an honest participant. @returns {Promise<number>} the slots until it is in a block */
async function slotsToInclusion(api) {
	const before = (await api.rpc.chain.getHeader()).number.toNumber();
	const unit = api.tx.traceUnits.register(itemUnit(serial(`HOSTILE-${serials++}`)), []);
	const { block } = await submit(api, manufacturer.account, unit);
	return await slotOf(api, block) - await slotOf(api, before);
}

/**
 * Attacks a node while an honest participant records, and asserts that the participant notices nothing.
 *
 * @param {object} chain from {@link startWatchedChain}
 * @param {() => Promise<{ bytes: number, sent: number }>} attack sends once: bytes of the answer, transactions sent
 * @param {object} [options]
 * @param {number} [options.blocks]
 * @param {boolean} [options.traps] whether the runtime is meant to trap, as it does on arguments that don't decode
 * @returns {Promise<object>} the observations
 */
export async function withstand(t, { api, node }, attack, { blocks = 8, traps = false } = {}) {
	const before = await metricsOf(node);
	const first = (await api.rpc.chain.getHeader()).number.toNumber();
	const logBefore = statSync(node.log).size;
	let over = false;
	let sent = 0;
	let calls = 0;
	let longest = 0;
	const attacking = (async () => {
		while (!over) {
			const done = await attack();
			calls += 1;
			sent += done.sent;
			longest = Math.max(longest, done.bytes / done.sent);
		}
	})();
	// An error of the attack is thrown below.
	attacking.catch(() => (over = true));
	const slots = [];
	let best = first;
	try {
		while (best < first + blocks && !over) {
			slots.push(await slotsToInclusion(api));
			best = (await api.rpc.chain.getHeader()).number.toNumber();
		}
	} finally {
		over = true;
		await attacking;
	}
	const log = (statSync(node.log).size - logBefore) / (best - first) * SLOTS_A_MINUTE;
	const after = await metricsOf(node);
	const due = await slotOf(api, best) - await slotOf(api, first);
	const grown = (name) => after(name) - before(name);
	const seen = {
		calls,
		sent,
		blocksDue: due,
		blocksMade: best - first,
		slotsToInclusion: Math.max(...slots),
		logBytesAMinute: Math.round(log),
		answerBytesEach: Math.round(longest),
		aborted: grown('suyuan_runtime_aborted_calls'),
		memoryMB: Math.round(after('process_resident_memory_bytes') / 1e6) || undefined,
	};
	t.diagnostic(JSON.stringify(seen));
	assert.ok(sent > 0, 'nothing was sent');
	assert.equal(seen.blocksMade, seen.blocksDue, 'no slot is lost');
	assert.ok(seen.slotsToInclusion <= MAX_SLOTS_TO_INCLUSION, 'an honest record is in a block in time');
	assert.ok(log < MAX_LOG_BYTES_A_MINUTE, 'the log stays short');
	assert.ok(longest < MAX_ANSWER_BYTES, 'answers are short');
	if (!traps) {
		assert.equal(seen.aborted, 0, 'the runtime never gives up');
	}
	return seen;
}
