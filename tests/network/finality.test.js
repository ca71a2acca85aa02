// SPDX-License-Identifier: Apache-2.0
// Finality of a network of four while machines are dead or alone. Records go on, and not one of them may be lost.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, until } from '../support/chain.js';
import {
	secondsUntilCaughtUp, secondsUntilFinality, untilAuthored, untilIncluded, untilMoreFinal,
} from '../support/network/faults.js';
import { startNetwork } from '../support/network/fixture.js';

/** Blocks in which every validator has its turn twice. */
const TWO_ROUNDS = 8;

/** Records signed with every block while authors are timed; as many as a connection may watch until they are final. */
const MANY_RECORDS_PER_BLOCK = 150;
/** The most milliseconds that an author takes for a block: three quarters of its slot. */
const MAX_PROPOSAL_MS = 1_500;
/** The share of the slots of validators that run which may go without a block, on a machine that all of them share. */
const MAX_LOST_SLOTS = 0.1;

/** Sends a transaction, and waits until it is in a block. */
async function submitted(api, call, signer) {
	const extrinsic = await call.signAsync(signer, { era: 0 });
	let block;
	const watch = (progress) => api.rpc.author.submitAndWatchExtrinsic(extrinsic, progress);
	await until(watch, (status) => {
		block ??= status.isInBlock ? status.asInBlock.toHex() : undefined;
		return block !== undefined;
	});
	return { bytes: extrinsic.toHex(), block };
}

describe('a network of four validators', () => {
	let chain;
	let network;
	let load;
	/** The heads of the archive, the machine that nothing happens to. */
	let heads;
	before(async () => {
		chain = await startNetwork();
		({ network, load } = chain);
		({ heads } = network.archive);
	});
	after(() => chain?.stop());

	test('finalises, and every node has every record', async (t) => {
		await untilMoreFinal(heads, TWO_ROUNDS);
		const hashes = await Promise.all(network.running.map((machine) => machine.heads.finalHash(TWO_ROUNDS)));
		assert.equal(hashes.length, 5);
		assert.equal(new Set(hashes).size, 1);
		t.diagnostic(await load.check(network));
	});

	test('goes on when one machine dies, which catches up when it is back', async (t) => {
		const [, , , victim] = network.validators;
		const seconds = await secondsUntilFinality(heads, () => victim.kill());
		t.diagnostic(`finality resumed ${seconds} s after one of four was killed`);
		await untilMoreFinal(heads, TWO_ROUNDS);

		const caughtUp = await secondsUntilCaughtUp(victim, heads);
		t.diagnostic(`it had caught up ${caughtUp} s after its start`);
		await untilAuthored(heads, network.keyOf(victim));
		t.diagnostic(await load.check(network));
	});

	test('makes no block slower after the slots of a dead validator, and one in every other slot', async (t) => {
		const [, victim] = network.validators;
		const living = network.validators.filter((machine) => machine !== victim);
		const turn = network.keyOf(victim);
		await victim.kill();
		const perBlock = load.setPerBlock(MANY_RECORDS_PER_BLOCK);
		// A block that it made before may still come.
		await untilMoreFinal(heads, TWO_ROUNDS / 2);
		const first = heads.final;
		await untilMoreFinal(heads, 3 * TWO_ROUNDS);
		const last = heads.final;
		load.setPerBlock(perBlock);

		const numbers = Array.from({ length: last - first }, (_, place) => first + 1 + place);
		const [from, ...slots] = await Promise.all([first, ...numbers].map((number) => heads.slotOf(number)));
		const authors = await Promise.all(numbers.map((number) => heads.authorOf(number)));
		assert.ok(!authors.includes(turn), 'the dead one makes no block');
		const proposals = new Map(living.map((machine) => [network.keyOf(machine), machine.proposals()]));
		const took = numbers.map((number, place) => proposals.get(authors[place]).get(number));
		const late = numbers.filter((_, place) => slots[place] > (slots[place - 1] ?? from) + 1).length;
		assert.ok(late >= 3, `${late} blocks come after an empty slot`);
		assert.ok(took.every((milliseconds) => milliseconds <= MAX_PROPOSAL_MS), `the longest took ${Math.max(...took)} ms`);

		const due = (slots.at(-1) - from) * 3 / 4;
		t.diagnostic(`${numbers.length} blocks in ${due} slots of the living, ${late} of them after an empty one; `
			+ `the longest took ${Math.max(...took)} ms`);
		assert.ok(numbers.length >= due * (1 - MAX_LOST_SLOTS), 'production goes on');

		await secondsUntilCaughtUp(victim, heads);
		await untilAuthored(heads, turn);
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

	test('hands on what comes to a machine that is connected with one other only', async (t) => {
		const [, , , remote] = network.validators;
		await remote.stop();
		await remote.start({ knows: [network.archive] });
		const api = await connect(remote.url);
		const authors = [];
		for (let count = 0; count < TWO_ROUNDS; count++) {
			const { block } = await submitted(api, api.tx.system.remark(`far away ${count}`), remote.signer);
			authors.push(await remote.heads.authorOf(Number((await remote.heads.ask('chain_getHeader', block)).number)));
		}
		await api.disconnect();
		// A remark that no other machine had received would have waited for the turn of this one.
		const others = authors.filter((author) => author !== network.keyOf(remote)).length;
		assert.notEqual(others, 0);
		t.diagnostic(`${others} of ${TWO_ROUNDS} remarks are in blocks that others made`);
		t.diagnostic(await load.check(network));
	});

	test('brings back what was only in a block that the chain left behind', async (t) => {
		const [, , , loner] = network.validators;
		await loner.stop();
		await loner.start({ alone: true });
		const api = await connect(loner.url);
		const { bytes, block } = await submitted(api, api.tx.system.remark('only here'), loner.signer);
		await api.disconnect();
		const left = (await loner.heads.ask('chain_getHeader', block)).number;
		// The restart empties its pool: the remark is only in its database, in a block of a branch that no other machine has.
		await loner.stop();
		const first = heads.final + 1;
		await heads.until('the others have gone further', ({ best }) => best > Number(left) + TWO_ROUNDS);
		await loner.start();

		const number = await untilIncluded(heads, bytes, first);
		assert.notEqual(await heads.finalHash(number), block);
		t.diagnostic(`a remark of a block ${Number(left)} that was left behind is in block ${number}`);
		t.diagnostic(await load.check(network));
	});
});
