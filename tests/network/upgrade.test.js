// A runtime upgrade as it will be played: two thirds of the council whitelist it, one of them dispatches it, a migration
// changes the state, and those who record hardly notice.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { manufacturer } from '../lib/accounts.js';
import { send, until } from '../lib/chain.js';
import { whitelist } from '../lib/council.js';
import { secondsUntilFinality } from '../lib/network/faults.js';
import { startNetwork } from '../lib/network/fixture.js';

/** By how much the migration prolongs every admission. */
const GRACE_MS = 24 * 3_600_000;

let chain;
before(async () => {
	chain = await startNetwork();
});
after(() => chain?.stop());

/** What the migration changes: when an admission expires, and the version of the pallet's storage. */
async function migrated(api) {
	const participant = (await api.query.participants.participants(manufacturer.account.address)).unwrap();
	const version = await api.query.participants.palletVersion();
	return { until: participant.until.toNumber(), version: version.toNumber() };
}

test('two thirds of the council upgrade the runtime while records go on', async (t) => {
	const { network, load } = chain;
	const { api } = load;
	const { archive } = network;
	const regulators = network.validators.map(({ signer }) => signer);
	const code = u8aToHex(readFileSync(process.env.SUYUAN_REHEARSAL_WASM));
	const versionBefore = api.runtimeVersion.specVersion.toNumber();
	const before = await migrated(api);
	assert.equal(before.version, 0);
	t.diagnostic(await load.check(network));

	const dispatch = await whitelist(api, regulators, api.tx.system.setCode(code));
	const upgrade = async () => {
		// What that block says of itself is of the old runtime, while the client is about to learn the new one, and a
		// subscription of the one is not served by the other: so the node is asked, block by block, which it runs.
		await send(regulators[0], api.tx.council.execute(dispatch, dispatch.method.encodedLength));
		while ((await archive.heads.ask('state_getRuntimeVersion')).specVersion === versionBefore) {
			const { best } = archive.heads;
			await archive.heads.until('there is another block', (now) => now.best > best);
		}
	};
	const seconds = await secondsUntilFinality(archive.heads, upgrade);
	t.diagnostic(`a block of the new runtime was final ${seconds} s after the call was dispatched`);

	assert.deepEqual(await migrated(api), { until: before.until + GRACE_MS, version: 1 });

	// The client has noticed by itself: what it knows of the chain is what the new runtime says.
	await until(api.rpc.state.subscribeRuntimeVersion, ({ specVersion }) => specVersion.toNumber() > versionBefore);
	assert.equal(api.runtimeVersion.specVersion.toNumber(), versionBefore + 1);
	assert.equal(api.consts.system.version.specVersion.toNumber(), versionBefore + 1);

	const { submitted } = load;
	await archive.heads.finalHash(archive.heads.best + 4);
	assert.ok(load.submitted > submitted, 'records go on');
	t.diagnostic(await load.check(network));
});
