// SPDX-License-Identifier: Apache-2.0
// Faults of one machine in a network of four: its database is lost or damaged, its clock is wrong. Records go on all the
// while, and not one of them may be lost.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import {
	damageDatabase,
	secondsUntilCaughtUp,
	secondsUntilFinality,
	untilAuthored,
	untilMoreFinal,
	wrongClock,
} from '../support/network/faults.js';
import { startNetwork } from '../support/network/fixture.js';

/** The files of deploy/ that name metrics of a node. */
const MONITORING = ['grafana-dashboard.json', 'suyuan-alerts.yml']
	.map((name) => new URL(`../../deploy/monitoring/${name}`, import.meta.url));

const POLL_INTERVAL_MS = 500;
/** Three times the time that a request takes to fail. */
const TIMEOUT_MS = 60_000;

/** Blocks in which every validator has its turn twice. */
const TWO_ROUNDS = 8;

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

	test('has every metric that the dashboard and the alarms ask for', async () => {
		const named = MONITORING.flatMap((file) => readFileSync(file, 'utf8').match(/\bsubstrate_\w+/g));
		const [validator] = network.validators;
		await untilAuthored(heads, network.keyOf(validator));
		const metrics = await (await fetch(`http://127.0.0.1:${validator.ports.prometheus}/metrics`)).text();
		const known = new Set(metrics.match(/^substrate_\w+/gm));
		assert.ok(named.length > 0);
		assert.deepEqual(named.filter((name) => !known.has(name)), []);
	});

	test('gives a machine that lost its database everything back', async (t) => {
		const [, victim] = network.validators;
		await victim.stop();
		victim.deleteDatabase();
		await untilMoreFinal(heads, TWO_ROUNDS);

		const caughtUp = await secondsUntilCaughtUp(victim, heads);
		t.diagnostic(`it had caught up from nothing ${caughtUp} s after its start`);
		await untilAuthored(heads, network.keyOf(victim));
		t.diagnostic(await load.check(network));
	});

	test('lets nobody start on a damaged database, which is deleted and fetched again', async (t) => {
		const [, , victim] = network.validators;
		await victim.kill();
		damageDatabase(victim);
		await assert.rejects(victim.start(), /ended before it answered/);
		assert.equal(victim.isRunning, false);

		victim.deleteDatabase();
		const caughtUp = await secondsUntilCaughtUp(victim, heads);
		t.diagnostic(`it had caught up from nothing ${caughtUp} s after its start`);
		await untilAuthored(heads, network.keyOf(victim));
		t.diagnostic(await load.check(network));
	});

	for (const by of ['+10s', '-10s']) {
		test(`goes on while the clock of one is wrong by ${by}, and takes it back when it is right`, async (t) => {
			const [victim] = network.validators;
			await victim.stop();
			const seconds = await secondsUntilFinality(heads, () => victim.start({ env: wrongClock(by) }));
			t.diagnostic(`finality went on within ${seconds} s of its start`);
			await untilMoreFinal(heads, TWO_ROUNDS);

			await victim.stop();
			const caughtUp = await secondsUntilCaughtUp(victim, heads);
			t.diagnostic(`it had caught up ${caughtUp} s after its start with the right time`);
			await untilAuthored(heads, network.keyOf(victim));
			t.diagnostic(await load.check(network));
		});
	}

	test('goes on when its only peer did not answer in time, once it does again', async (t) => {
		const { archive, validators: [, , , victim] } = network;
		await victim.stop();
		await victim.start({ knows: [archive] });
		await victim.heads.until('it has caught up', ({ best }) => best >= heads.best);
		// The victim learns of blocks, and requests them when its peer no longer answers.
		victim.freeze();
		await untilMoreFinal(heads, 3).finally(() => {
			archive.freeze();
			victim.thaw();
		});
		const failures = await failedRequests(victim).finally(() => archive.thaw());
		t.diagnostic(`${failures} requests came to nothing`);

		const { best } = heads;
		await heads.until('the others go on', (now) => now.best > best);
		const begun = performance.now();
		await victim.heads.until('it has caught up', ({ final }) => final > best);
		t.diagnostic(`it had caught up ${((performance.now() - begun) / 1000).toFixed(1)} s after it was answered again`);
		t.diagnostic(await load.check(network));
	});
});

/** Waits until requests for blocks have failed. @returns {Promise<number>} their number */
async function failedRequests(machine) {
	for (const end = performance.now() + TIMEOUT_MS; performance.now() < end;) {
		const failures = await machine.metric('substrate_sub_libp2p_requests_out_failure_total', '/sync/2');
		if (failures > 0) {
			return failures;
		}
		await setTimeout(POLL_INTERVAL_MS);
	}
	throw new Error('No request for blocks has failed');
}
