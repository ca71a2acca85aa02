// How many machines a network of four can do without. Records go on all the while, and not one of them may be lost.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { goOn, secondsUntilCaughtUp, secondsUntilFinality, untilAuthored } from '../lib/network/faults.js';
import { startNetwork } from '../lib/network/fixture.js';

/** Long enough for every validator to have its turn twice. */
const TWO_ROUNDS = 8;

describe('a network of four validators', () => {
	let chain;
	let network;
	let load;
	/** What the archive says, to which nothing ever happens. */
	let heads;
	before(async () => {
		chain = await startNetwork();
		({ network, load } = chain);
		({ heads } = network.archive);
	});
	after(() => chain?.stop());

	test('finalises, and every node has every record', async (t) => {
		await goOn(heads, TWO_ROUNDS);
		const hashes = await Promise.all(network.running.map((machine) => machine.heads.finalHash(TWO_ROUNDS)));
		assert.equal(hashes.length, 5);
		assert.equal(new Set(hashes).size, 1);
		t.diagnostic(await load.check(network));
	});

	test('goes on when one machine dies, which catches up when it is back', async (t) => {
		const [, , , victim] = network.validators;
		const seconds = await secondsUntilFinality(heads, () => victim.kill());
		t.diagnostic(`finality resumed ${seconds} s after one of four was killed`);
		await goOn(heads, TWO_ROUNDS);

		const caughtUp = await secondsUntilCaughtUp(victim, heads);
		t.diagnostic(`it had caught up ${caughtUp} s after its start`);
		await untilAuthored(heads, network.keyOf(victim));
		t.diagnostic(await load.check(network));
	});

	test('finalises nothing when two are dead, and goes on when one is back', async (t) => {
		const [, , ...victims] = network.validators;
		await Promise.all(victims.map((victim) => victim.kill()));
		// Votes that were under way may still arrive.
		const { best: then } = heads;
		await heads.until('blocks are still made', ({ best }) => best > then + 2);
		const { final } = heads;
		await heads.until('blocks are still made', ({ best }) => best > then + TWO_ROUNDS);
		assert.equal(heads.final, final, 'two of four are not more than two thirds');
		t.diagnostic(`stood at block ${final} while the chain grew to ${heads.best}`);

		const [first, second] = victims;
		const seconds = await secondsUntilFinality(heads, () => first.start());
		t.diagnostic(`finality resumed ${seconds} s after the start of one of the two`);
		await second.start();
		await untilAuthored(heads, network.keyOf(second));
		t.diagnostic(await load.check(network));
	});
});
