// SPDX-License-Identifier: Apache-2.0
// A runtime upgrade as in production: two thirds of the council whitelist it, one of them dispatches it, a migration changes
// the state, and clients that record hardly notice. Then back and forth between the two runtimes, which no chain does, but
// for clients and transactions in the pool that is the same as one upgrade after the other.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { manufacturer } from '../support/accounts.js';
import { send } from '../support/chain.js';
import { whitelist } from '../support/council.js';
import { secondsUntilFinality } from '../support/network/faults.js';
import { startNetwork } from '../support/network/fixture.js';

/** The time by which the migration prolongs every admission. */
const GRACE_MS = 24 * 3_600_000;

/** The storage key of the runtime's code. */
const CODE = u8aToHex(new TextEncoder().encode(':code'));

/** Records signed with every block: enough that many wait when the runtime changes. */
const RECORDS_PER_BLOCK = 25;

/** The number of upgrades, the first of them with the migration. */
const UPGRADES = Number(process.env.SUYUAN_UPGRADES ?? 4);

describe('a network of four validators', () => {
	let chain;
	let network;
	let load;
	let api;
	let regulators;
	/** The codes of the two runtimes, by their versions. */
	let codes;
	before(async () => {
		chain = await startNetwork({}, { perBlock: RECORDS_PER_BLOCK });
		({ network, load } = chain);
		({ api } = load);
		regulators = network.validators.map(({ signer }) => signer);
		const version = api.runtimeVersion.specVersion.toNumber();
		codes = new Map([
			[version, await network.archive.heads.ask('state_getStorage', CODE)],
			[version + 1, u8aToHex(readFileSync(process.env.SUYUAN_REHEARSAL_WASM))],
		]);
	});
	after(() => chain?.stop());

	/** The state that the migration changes: the expiry of an admission, and the pallet's storage version. */
	async function migrated() {
		const participant = (await api.query.participants.participants(manufacturer.account.address)).unwrap();
		const version = await api.query.participants.palletVersion();
		return { until: participant.until.toNumber(), version: version.toNumber() };
	}

	/** Changes the runtime by a call of two thirds of the council. @returns {Promise<string>} a report */
	async function change(call, version) {
		const { heads } = network.archive;
		const dispatch = await whitelist(api, regulators, call);
		const submitted = load.submitted;
		const signedAgain = load.signedAgain.size;
		const seconds = await secondsUntilFinality(heads, async () => {
			await send(regulators[0], api.tx.council.execute(dispatch, dispatch.method.encodedLength));
			while ((await heads.ask('state_getRuntimeVersion')).specVersion !== version) {
				const { best } = heads;
				await heads.until('there is another block', (now) => now.best > best);
			}
		});

		// The client has noticed by itself, and has the metadata of the new runtime.
		const isKnown = () => api.runtimeVersion.specVersion.toNumber() === version;
		await heads.until('the client knows which runtime there is', isKnown);
		assert.equal(api.consts.system.version.specVersion.toNumber(), version);

		await heads.finalHash(heads.best + 4);
		assert.ok(load.submitted > submitted, 'records go on');
		const found = await load.check(network);
		return `runtime ${version} final ${seconds} s after the dispatch, ${load.signedAgain.size - signedAgain} records of `
			+ `${load.submitted - submitted} signed again; ${found}`;
	}

	test('is upgraded by two thirds of its council while records go on', async (t) => {
		const [, version] = codes.keys();
		const before = await migrated();
		assert.equal(before.version, 0);
		t.diagnostic(await load.check(network));

		t.diagnostic(await change(api.tx.system.setCode(codes.get(version)), version));
		assert.deepEqual(await migrated(), { until: before.until + GRACE_MS, version: 1 });
	});

	for (let count = 2; count <= UPGRADES; count++) {
		test(`has every record after ${count} upgrades`, async (t) => {
			const version = [...codes.keys()][count % 2];
			t.diagnostic(await change(api.tx.system.setCodeWithoutChecks(codes.get(version)), version));
		});
	}
});
