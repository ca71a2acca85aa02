// SPDX-License-Identifier: Apache-2.0
// The demo: plays four stories on a new development chain and shows their results. A product from factory to customs, a
// recall traced to its material, goods that go through customs, and six things that are not so and that the chain refuses to
// say; then the platform with the page of the product.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import ora from 'ora';
import { connect, finalBlock, untilFinal } from '../../tests/support/chain.js';
import { untilInterrupted } from '../../tests/support/children.js';
import { playCustoms } from '../../tests/support/customs-job.js';
import { declarationTable, filingTable, historyTable, loopTable, verdictTable, waitsFor } from '../../tests/support/customs-table.js';
import { goods, names, playGenealogy } from '../../tests/support/genealogy-job.js';
import { ancestorsTree, contentsTree, descendantsTree } from '../../tests/support/genealogy-tree.js';
import { EARPHONES } from '../../tests/support/items.js';
import { playMainJob } from '../../tests/support/main-job.js';
import { FOR_PLATFORM, startNode } from '../../tests/support/node.js';
import { startServer } from '../../tests/support/platform.js';
import { playRefusals } from '../../tests/support/refusals-job.js';
import { refusalsTable } from '../../tests/support/refusals-table.js';
import { traceTable } from '../../tests/support/trace-table.js';

/** The port at which polkadot.js Apps looks for a node on this machine. */
const RPC_PORT = 9944;
/** The address of the pages on this machine. */
const PAGES = '127.0.0.1:8080';

const { values: { once } } = parseArgs({ options: { once: { type: 'boolean', default: false } } });

/** Runs a step and shows its progress in a line. */
async function step(title, run) {
	// The terminal keeps its mode, so that Ctrl-C is a signal.
	const line = ora({ text: title, stream: process.stdout, discardStdin: false });
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

function heading(text) {
	console.log(`\n${text}\n${'═'.repeat(text.length)}\n`);
}

async function filed(api, view) {
	return [filingTable(view), await verdictTable(api, view.verdicts, waitsFor(view.filing.approval))].join('\n');
}

async function declaration(api, { entryNumber, view, history }) {
	return [
		await declarationTable(api, entryNumber, view),
		await verdictTable(api, view.verdicts, view.waitsFor.map(({ type }) => type)),
		historyTable(history),
	].join('\n');
}

async function main() {
	let node;
	let api;
	await step('A development chain starts', async () => {
		node = await startNode({ ...FOR_PLATFORM, rpcPort: RPC_PORT });
		api = await connect(node.url);
		return node.url;
	});

	heading('Story 1: a product from factory to customs');
	const trace = await playMainJob(api, step);
	console.log(`\n${await traceTable(api, trace)}`);

	heading('Story 2: a recall traced to its material');
	await playGenealogy(api, step);
	console.log(`\nThe products of the cells:\n\n${await descendantsTree(api, goods.cells, names)}`);
	console.log(`The materials of the batch for America:\n\n${await ancestorsTree(api, goods.american, names)}`);
	console.log(`The contents of the pallet:\n\n${await contentsTree(api, goods.pallet, names)}`);

	heading('Story 3: a declaration with a wrong amount, amended and cleared');
	const { filing, parcel, shipment, trace: returned } = await playCustoms(api, step);
	console.log(`\nThe filing that tax refused:\n\n${await filed(api, filing.refused)}`);
	console.log(`\nThe filing that all departments agreed to:\n\n${await filed(api, filing.good)}`);
	console.log(`\nThe parcel as first declared:\n\n${loopTable(parcel.found)}`);
	console.log(`\nThe parcel as cleared:\n\n${await declaration(api, parcel)}\n${loopTable(parcel.loop)}`);
	console.log(`\nThe shipment:\n\n${await declaration(api, shipment)}`);
	console.log(`\nThe order of the shipment when customs cleared it:\n\n${loopTable(shipment.open)}`);
	console.log(`\nThe same order when everything was paid:\n\n${loopTable(shipment.matched)}`);
	console.log(`\nThe same order when the goods had come back:\n\n${loopTable(shipment.loop)}`);
	console.log(`\nThe trace of the earphones in the shipment:\n\n${await traceTable(api, returned)}\n`);

	heading('Story 4: what the chain refuses to say');
	console.log(`\n${refusalsTable(await playRefusals(api, step, returned.code))}\n`);

	heading('The platform and the page of the product');
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-demo-'));
	let server;
	await step('The platform indexes all final blocks', async () => {
		server = await startServer(node.url, `sqlite:${join(folder, 'platform.db')}`, { listen: PAGES });
		await untilFinal(api);
		const block = await finalBlock(api);
		await server.untilBlock(block);
		return `up to block ${block}`;
	});
	await api.disconnect();
	console.log(`\nThe page of the earphones: ${server.url}/${EARPHONES}`);
	console.log(`Its QR code:               ${server.url}/label/${EARPHONES}.svg\n`);

	if (!once) {
		console.log(`The node is running: https://polkadot.js.org/apps/?rpc=${encodeURIComponent(node.url)}#/explorer`);
		console.log('Ctrl-C stops node and platform.');
		await untilInterrupted();
	}
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
	await node.stop();
}

try {
	await main();
	process.exit(0);
} catch (error) {
	console.error(`\n${error.stack}`);
	process.exit(1);
}
