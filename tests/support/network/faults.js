// SPDX-License-Identifier: Apache-2.0
// Faults of machines, the time in which the network recovers from them, and the signs that it has.

import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The unit in which a damaged file is overwritten: a part of every page. */
const PAGE_BYTES = 4096;
const DAMAGE = Buffer.alloc(512, 0xa5);

/** The most blocks until a transaction that a node holds is in one. */
const MAX_BLOCKS_TO_INCLUSION = 100;

/** The library of Debian's package `faketime`, which changes the clock of a process. */
const FAKETIME = '/usr/$LIB/faketime/libfaketimeMT.so.1';

/** Overwrites a part of every page of every file of the database, as a failing disk might. */
export function damageDatabase({ files: { database } }) {
	for (const name of readdirSync(database)) {
		const path = join(database, name);
		const file = openSync(path, 'r+');
		for (let at = 0; at < statSync(path).size; at += PAGE_BYTES) {
			writeSync(file, DAMAGE, 0, DAMAGE.length, at);
		}
		closeSync(file);
	}
}

/** The environment of a node whose clock is wrong. @param {string} by such as `+10s` */
export function wrongClock(by) {
	// The wall clock is wrong, and timers stay right.
	return { LD_PRELOAD: FAKETIME, FAKETIME: by, DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}

/**
 * Seconds from an event until finality goes on: until a block is final that is younger than the event.
 *
 * @param {import('./heads.js').Heads} heads of a node that the event spares
 * @param {() => Promise<unknown>} event
 */
export async function secondsUntilFinality(heads, event) {
	const begun = performance.now();
	await event();
	const { best } = heads;
	await heads.until('finality goes on', ({ final }) => final > best);
	return ((performance.now() - begun) / 1000).toFixed(1);
}

/** Seconds from the start of a node until it has the others' final blocks, and goes on with them. */
export async function secondsUntilCaughtUp(machine, others) {
	const begun = performance.now();
	await machine.start();
	const { final } = others;
	await machine.heads.until(`${machine.name} has caught up`, (heads) => heads.final > final);
	return ((performance.now() - begun) / 1000).toFixed(1);
}

/** Waits until some more blocks are final. @returns the number of the first of them */
export async function untilMoreFinal(heads, blocks) {
	const { final } = heads;
	await heads.until(`${blocks} more blocks are final`, (now) => now.final >= final + blocks);
	return final + 1;
}

/** Waits until a block by the author with this key is final. */
export async function untilAuthored(heads, key) {
	for (let number = heads.final + 1; ; number++) {
		await heads.finalHash(number);
		if (await heads.authorOf(number) === key) {
			return;
		}
	}
}

/**
 * Waits until a transaction is in a final block.
 *
 * @param {string} bytes
 * @param {number} first the first block that may hold it
 * @returns {Promise<number>} the number of that block
 */
export async function untilIncluded(heads, bytes, first) {
	for (let number = first; number < first + MAX_BLOCKS_TO_INCLUSION; number++) {
		const { extrinsics } = (await heads.ask('chain_getBlock', await heads.finalHash(number))).block;
		if (extrinsics.includes(bytes)) {
			return number;
		}
	}
	throw new Error(`The transaction is in none of the ${MAX_BLOCKS_TO_INCLUSION} blocks from ${first}`);
}
