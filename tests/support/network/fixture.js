// SPDX-License-Identifier: Apache-2.0
// A network for tests: in a folder of its own, with records that go on during the test.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopOnFailure } from '../fixture.js';
import { removeAtExit } from '../process.js';
import { Load } from './load.js';
import { Network } from './network.js';

/**
 * Starts a network and the load on it.
 *
 * @param {Parameters<typeof Network.create>[1]} [options]
 * @param {Parameters<typeof Load.begin>[1]} [records]
 */
export async function startNetwork(options, records) {
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-network-'));
	const network = await Network.create(folder, { anyPorts: true, ...options });
	removeAtExit(folder, network.machines.map(({ files }) => files.data));
	let load;
	const stop = async () => {
		await load?.disconnect();
		await network.stop();
	};
	await stopOnFailure(stop, async () => {
		await network.start();
		load = await Load.begin(network, records);
	});
	return {
		network,
		load,
		async stop() {
			await load.end(network).finally(stop);
		},
	};
}
