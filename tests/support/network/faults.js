// What goes wrong with machines, how long the network takes to get over it, and how to see that it has.

import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How much of every page of a damaged file is overwritten. */
const PAGE_BYTES = 4096;
const DAMAGE = Buffer.alloc(512, 0xa5);

/** Within how many blocks a transaction that a node holds comes into one. */
const MAX_BLOCKS_TO_INCLUSION = 100;

/** Where Debian's package `faketime` has what lies to a process about the time. */
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
	// Timers stay right: what is wrong is what the machine thinks the time is.
	return { LD_PRELOAD: FAKETIME, FAKETIME: by, DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}

/**
 * Seconds from something that happens until finality goes on: until a block is final that is younger than it.
 *
 * @param {import('./heads.js').Heads} heads what a node says that it doesn't happen to
 * @param {() => Promise<unknown>} event
 */
export async function secondsUntilFinality(heads, event) {
	const begun = performance.now();
	await event();
	const { best } = heads;
	await heads.until('finality goes on', ({ final }) => final > best);
	return ((performance.now() - begun) / 1000).toFixed(1);
}

/** Seconds from the start of a node until it has what was final on the others by then, and goes on with them. */
export async function secondsUntilCaughtUp(machine, others) {
	const begun = performance.now();
	await machine.start();
	const { final } = others;
	await machine.heads.until(`${machine.name} has caught up`, (heads) => heads.final > final);
	return ((performance.now() - begun) / 1000).toFixed(1);
}

/** Waits until as many more blocks are final. @returns the number of the first of them */
export async function untilMoreFinal(heads, blocks) {
	const { final } = heads;
	await heads.until(`${blocks} more blocks are final`, (now) => now.final >= final + blocks);
	return final + 1;
}

/** Waits until a block that was made with this key is final. */
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
 * @returns {Promise<number>} which one does
 */
export async function untilIncluded(heads, bytes, first) {
	for (let number = first; number < first + MAX_BLOCKS_TO_INCLUSION; number++) {
		const { extrinsics } = (await heads.ask('chain_getBlock', await heads.finalHash(number))).block;
		if (extrinsics.includes(bytes)) {
			return number;
		}
	}
	throw new Error(`It is in none of the ${MAX_BLOCKS_TO_INCLUSION} blocks from ${first}`);
}
