// SPDX-License-Identifier: Apache-2.0
// The local network: runs validators and an archive node on this machine, each with a folder of its own.

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { untilInterrupted } from '../../tests/support/children.js';
import { Network } from '../../tests/support/network/network.js';
import { show } from './live.js';

const { values } = parseArgs({
	options: {
		folder: { type: 'string' },
		validators: { type: 'string' },
		'session-length': { type: 'string' },
	},
});
const folder = resolve(values.folder);

/** The options of a new network. */
function wanted() {
	const number = (name) => (values[name] === undefined ? undefined : Number(values[name]));
	return { validators: number('validators'), sessionLength: number('session-length') };
}

async function main() {
	const interrupted = untilInterrupted();

	let network;
	if (Network.isIn(folder)) {
		network = new Network(folder);
		console.log(`Starting the network in ${folder} again.`);
	} else {
		network = await Network.create(folder, wanted());
		console.log(`A new network is in ${folder}: its keys, its chain specification and its nodes' logs.`);
	}

	let draw = () => undefined;
	const onUnexpectedExit = (how) => {
		draw();
		console.error(`A node ended unexpectedly: ${how}`);
	};
	const started = network.start({ onUnexpectedExit });
	await Promise.race([started, interrupted]);
	if (network.archive.isRunning) {
		const { url } = network.archive;
		console.log(`For clients: ${url}, https://polkadot.js.org/apps/?rpc=${encodeURIComponent(url)}#/explorer`);
		console.log('Ctrl-C stops the network.');
		draw = show(network);
	}

	await interrupted;
	console.log('Stopping…');
	await network.stop();
}

try {
	await main();
	process.exit(0);
} catch (error) {
	console.error(`\n${error.stack}`);
	process.exit(1);
}
