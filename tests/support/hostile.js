// What strangers send, and what a node is like meanwhile.

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

/** utility.batch of one call. */
const BATCH = [10, 0, 4];
/** system.remark of nothing. */
const REMARK = [0, 0, 0];
const SLOTS_A_MINUTE = 30;
const MAX_LOG_BYTES_A_MINUTE = 1_000_000;
const MAX_SLOTS_TO_INCLUSION = 3;
/** How many bytes the answer to each transaction may have. */
const MAX_ANSWER_BYTES = 1_024;

/** A development node whose figures are told, with a manufacturer who is admitted. */
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

/** Bytes with their length before them. */
const prefixed = (bytes) => u8aConcat(compactToU8a(bytes.length), bytes);

/** A transaction whose call is a batch of a batch, and so on. Its signature is nobody's; `salt` tells it from others. */
export function nestedBatch(depth, salt = 0) {
	const signature = new Uint8Array(64).fill(salt % 256).fill((salt >> 8) % 256, 32);
	const levels = new Uint8Array(depth * BATCH.length);
	for (let at = 0; at < levels.length; at += BATCH.length) {
		levels.set(BATCH, at);
	}
	// Immortal, and the first of its signer.
	const extension = [0, 0];
	return u8aToHex(prefixed(u8aConcat([0x84, 0], stranger.publicKey, [1], signature, extension, levels, REMARK)));
}

/** Bytes that say that they are `said` bytes. */
export const wrongLength = (length) => u8aToHex(u8aConcat(compactToU8a(length), [0x84, 0, 1, 2, 3]));

/** Random bytes, not the same twice, with their true length before them. */
export function randomTransaction() {
	const bytes = crypto.getRandomValues(new Uint8Array(64 + Math.floor(Math.random() * 400)));
	bytes[0] = 0x84;
	return u8aToHex(prefixed(bytes));
}

/** As many transactions as are asked for in the name of one who is admitted, with a signature that is not theirs. */
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
 * Calls a method as a client does that keeps to nothing.
 *
 * @returns {Promise<{ answer: object, bytes: number }>} the answer, and how long it is
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

/** The figures of a node: the sum of each over its labels. */
async function metrics(node) {
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

/** In which slot a block was made. */
async function slotOf(api, number) {
	const { digest } = await api.rpc.chain.getHeader(await api.rpc.chain.getBlockHash(number));
	const [, bytes] = digest.logs.find((log) => log.isPreRuntime).asPreRuntime;
	return Number(Buffer.from(bytes).readBigUInt64LE());
}

let serials = 0;

/** An honest participant registers a unit. @returns {Promise<number>} how many slots it took until that was in a block */
async function slotsToInclusion(api) {
	const before = (await api.rpc.chain.getHeader()).number.toNumber();
	const unit = api.tx.traceUnits.register(itemUnit(serial(`HOSTILE-${serials++}`)));
	const { block } = await submit(api, manufacturer.account, unit);
	return await slotOf(api, block) - await slotOf(api, before);
}

/**
 * Attacks a node for as many blocks as are asked for, while an honest participant records, and makes sure that this has no
 * part in it.
 *
 * @param {object} chain from {@link startWatchedChain}
 * @param {() => Promise<{ bytes: number, sent: number }>} attack sends once: how long the answer is, and how much was sent
 * @param {object} [options]
 * @param {number} [options.blocks]
 * @param {boolean} [options.traps] whether the runtime is meant to give up, as it does on arguments that don't decode
 * @returns {Promise<object>} what was seen
 */
export async function withstand(t, { api, node }, attack, { blocks = 8, traps = false } = {}) {
	const before = await metrics(node);
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
	// What goes wrong with it is thrown below.
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
	const after = await metrics(node);
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
