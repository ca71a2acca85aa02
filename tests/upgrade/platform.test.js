// SPDX-License-Identifier: Apache-2.0
// A runtime upgrade in the middle of the indexed blocks: each block is decoded by the runtime that made it.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { regulators } from '../support/accounts.js';
import { connect, finalBlock, untilFinal } from '../support/chain.js';
import { executeAsMember, whitelist } from '../support/council.js';
import { eventually } from '../support/eventually.js';
import { recordAll, register, startPopulatedChain } from '../support/fixture.js';
import { serial } from '../support/items.js';
import { dumpRows, indexUntil, startServer } from '../support/platform.js';

const WASM = process.env.SUYUAN_REHEARSAL_WASM;
const [old, young] = [serial('BEFORE-1'), serial('AFTER-1')];

let folder;
let chain;
let server;
let api;
before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-upgraded-'));
	chain = await startPopulatedChain();
});
after(async () => {
	await server?.stop();
	await api?.disconnect();
	await chain?.stop();
	rmSync(folder, { recursive: true, force: true });
});

test('what was made before and what after it is read alike, by whoever followed and by whoever comes later', async () => {
	const following = `sqlite:${join(folder, 'following.db')}`;
	server = await startServer(chain.url, following);
	await register(chain.api, old);
	await recordAll(chain.api, old);

	const version = chain.api.runtimeVersion.specVersion.toNumber();
	const dispatch = await whitelist(chain.api, regulators, chain.api.tx.system.setCode(u8aToHex(readFileSync(WASM))));
	await executeAsMember(chain.api, regulators[0], dispatch);
	// A new client, which has the metadata of the new runtime from the beginning.
	await eventually('the new runtime', async () => {
		await api?.disconnect();
		api = await connect(chain.url);
		await untilFinal(api);
		return api.runtimeVersion.specVersion.toNumber();
	}, (current) => current !== version);
	await api.disconnect();
	api = await connect(chain.url);
	await register(api, young);
	await recordAll(api, young);
	await untilFinal(api);
	const last = await finalBlock(api);
	await server.untilBlock(last);
	const traces = await Promise.all([old, young].map(async (code) => {
		return (await fetch(`${server.url}/api/units/${encodeURIComponent(code)}`)).json();
	}));
	await server.stop();
	for (const trace of traces) {
		assert.ok(trace.blocks.every(({ total, recomputed, agrees }) => total > 0 && recomputed && agrees !== false));
		assert.ok(trace.blocks.flatMap(({ records }) => records).every(({ source }) => source !== 'Undecodable'));
	}

	const later = `sqlite:${join(folder, 'later.db')}`;
	for (const database of [following, later]) {
		assert.doesNotMatch(await indexUntil(chain.url, database, last), /DOES NOT AGREE|WERE NOT THE CHAIN'S/);
	}
	const rows = await dumpRows(later);
	assert.deepEqual(await dumpRows(following), rows);
	const versions = rows.map((line) => JSON.parse(line)).filter(([table]) => table === 'runtimes').map(([, row]) => row.spec_version);
	assert.deepEqual(versions.sort(), [version, version + 1]);
});
