// A node that goes away while a sheet is brought onto the chain.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { manufacturer, regulators } from '../lib/accounts.js';
import { connect, submit, untilFinal } from '../lib/chain.js';
import { csvSheet, workspace } from '../lib/exchange.js';
import { serial } from '../lib/items.js';
import { startNode } from '../lib/node.js';
import { bringIn } from '../lib/participants.js';
import { IMPORT } from '../lib/platform.js';

const [CODE, BARCODE] = ['制造追溯信息/追溯码', '制造追溯信息/商品条码'];

let files;
let node;
let api;
let key;

before(async () => {
	files = workspace();
	node = await startNode();
	api = await connect(node.url);
	await bringIn(api, regulators, [manufacturer]);
	key = files.write('manufacturer.key', '//Manufacturer\n', 0o600);
});
after(async () => {
	await api?.disconnect();
	await node?.stop();
	files.remove();
});

/** Registers units and writes a sheet that says something of each. */
async function sheetOf(name, count) {
	const units = Array.from({ length: count }, (_, n) => serial(`${name}-${n}`));
	await submit(api, manufacturer.account, api.tx.traceUnits.registerMany(units.map((code) => {
		return { code, kind: { Item: { mode: 'FullChain' } } };
	})));
	await untilFinal(api);
	const sheet = files.write(`${name}.csv`, csvSheet(files, units.map((code) => ({ [CODE]: code, [BARCODE]: '6901234567892' }))));
	return { units, sheet };
}

/** Runs the client. `said` is kept once it says so, `ended` when it ends. */
function run(sheet, ...more) {
	const child = spawn(IMPORT, [sheet, '--node', node.url, '--key', key, '--batch', '1', '--window', '2', ...more]);
	let text = '';
	let waiting = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (part) => {
			text += part;
			waiting = waiting.filter(({ pattern, keep }) => !pattern.test(text) || keep());
		});
	}
	const ended = new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve({ code, text }));
	});
	return {
		ended,
		said: (pattern) => Promise.race([
			new Promise((keep) => (pattern.test(text) ? keep() : waiting.push({ pattern, keep: () => void keep() }))),
			ended.then((end) => assert.fail(`it ended with ${end.code}:\n${end.text}`)),
		]),
	};
}

/** Waits until the journal of a sheet has a note. */
async function noted(name, note) {
	while (!(files.has(`${name}.csv.journal`) && files.read(`${name}.csv.journal`).includes(`"${note}"`))) {
		await new Promise(setImmediate);
	}
}

test('it waits for it, says so, and brings every record in once', async () => {
	const { units, sheet } = await sheetOf('AWAY', 12);
	const client = run(sheet);
	await noted('AWAY', 'done');
	await api.disconnect();
	await node.leave();
	await client.said(/The node went away/);
	node = await node.comeBack();
	api = await connect(node.url);
	const { code, text } = await client.ended;
	assert.equal(code, 0, text);
	assert.match(text, /The node is back/);
	assert.match(text, /12 records are final, in 12 calls/);
	const heads = await Promise.all(units.map((unit) => api.query.productInfo.heads(unit)));
	assert.deepEqual(heads.map((head) => head.unwrap().records.toNumber()), units.map(() => 1));
});

test('it waits no longer than it was told, and the next run goes on', async () => {
	const { units, sheet } = await sheetOf('GONE', 12);
	const client = run(sheet, '--wait', '1');
	await noted('GONE', 'done');
	await api.disconnect();
	await node.leave();
	const { code, text } = await client.ended;
	assert.equal(code, 2, text);
	assert.match(text, /the node didn't come back within 1 s; run it again/);
	node = await node.comeBack();
	api = await connect(node.url);
	const again = await run(sheet).ended;
	assert.equal(again.code, 0, again.text);
	const heads = await Promise.all(units.map((unit) => api.query.productInfo.heads(unit)));
	assert.deepEqual(heads.map((head) => head.unwrap().records.toNumber()), units.map(() => 1));
});
