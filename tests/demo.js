// Plays the chain's main job on a development chain of its own and shows the trace that comes of it.

import { parseArgs } from 'node:util';
import ora from 'ora';
import { connect } from './lib/chain.js';
import { playMainJob } from './lib/main-job.js';
import { startNode } from './lib/node.js';
import { traceTable } from './lib/trace-table.js';

/** Where polkadot.js Apps looks for a node on this machine. */
const RPC_PORT = 9944;

const { values: { once } } = parseArgs({ options: { once: { type: 'boolean', default: false } } });

/** Runs a step with a line that shows how it goes. */
async function step(title, run) {
	const line = ora({ text: title, stream: process.stdout });
	if (process.stdout.isTTY) {
		line.start();
	}
	try {
		const detail = await run();
		line.succeed(detail ? `${title}: ${detail}` : title);
	} catch (error) {
		line.fail(title);
		throw error;
	}
}

/** Until Ctrl-C. Before anybody waits for it, that ends the demo wherever it stands. */
function interrupted() {
	return new Promise((resolve) => {
		process.once('SIGINT', resolve);
		process.once('SIGTERM', resolve);
	});
}

async function main() {
	let node;
	let api;
	await step('A development chain starts', async () => {
		node = await startNode({ rpcPort: RPC_PORT });
		api = await connect(node.url);
		return node.url;
	});
	const trace = await playMainJob(api, step);
	console.log(`\n${await traceTable(api, trace)}\n`);
	await api.disconnect();

	if (!once) {
		console.log(`The node is running: https://polkadot.js.org/apps/?rpc=${encodeURIComponent(node.url)}#/explorer`);
		console.log('Ctrl-C stops it.');
		await interrupted();
	}
	await node.stop();
}

try {
	await main();
	process.exit(0);
} catch (error) {
	console.error(`\n${error.stack}`);
	process.exit(1);
}
