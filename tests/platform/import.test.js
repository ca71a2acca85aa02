// SPDX-License-Identifier: Apache-2.0
// A node that goes away while a sheet is brought onto the chain.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { manufacturer, regulators } from '../support/accounts.js';
import { connect, submit, untilFinal } from '../support/chain.js';
import { csvSheet, startImport, untilNoted, workspace } from '../support/exchange.js';
import { serial } from '../support/items.js';
import { FOR_PLATFORM, startNode } from '../support/node.js';
import { admitAll } from '../support/participants.js';

const [CODE, BARCODE] = ['制造追溯信息/追溯码', '制造追溯信息/商品条码'];

let files;
let node;
let api;
let key;

before(async () => {
	files = workspace();
	key = files.write('manufacturer.key', '//Manufacturer\n', 0o600);
	node = await startNode(FOR_PLATFORM);
	api = await connect(node.url);
	await admitAll(api, regulators, [manufacturer]);
	await api.disconnect();
});
// A test may fail while the node is away: the next one begins with it all the same.
beforeEach(async () => {
	if (!node.isRunning()) {
		node = await node.restart();
	}
	api = await connect(node.url);
});
afterEach(() => api?.disconnect());
after(async () => {
	await node?.stop();
	files?.remove();
});

/** Registers units and writes a sheet with a line for each. */
async function sheetOf(name, count) {
	const units = Array.from({ length: count }, (_, n) => serial(`${name}-${n}`));
	await submit(api, manufacturer.account, api.tx.traceUnits.registerMany(units.map((code) => {
		return { code, kind: { Item: { mode: 'FullChain' } } };
	})));
	await untilFinal(api);
	const sheet = files.write(`${name}.csv`, csvSheet(files, units.map((code) => ({ [CODE]: code, [BARCODE]: '6901234567892' }))));
	return { units, sheet };
}

/** Starts the client, which ends with the test. */
function start(t, sheet, ...more) {
	const client = startImport([sheet, '--node', node.url, '--key', key, '--batch', '1', '--window', '2', ...more]);
	t.after(client.kill);
	return client;
}

test('it waits for it, says so, and brings every record in once', async (t) => {
	const { units, sheet } = await sheetOf('AWAY', 12);
	const client = start(t, sheet);
	await untilNoted(files, 'AWAY.csv', 'done');
	await api.disconnect();
	await node.halt();
	await client.untilOutput(/The node went away/);
	node = await node.restart();
	api = await connect(node.url);
	const { code, out, err } = await client.ended;
	const text = out + err;
	assert.equal(code, 0, text);
	assert.match(text, /The node is back/);
	assert.match(text, /12 records are final, in 12 calls/);
	const heads = await Promise.all(units.map((unit) => api.query.productInfo.heads(unit)));
	assert.deepEqual(heads.map((head) => head.unwrap().records.toNumber()), units.map(() => 1));
});

test('it waits no longer than it was told, and the next run goes on', async (t) => {
	const { units, sheet } = await sheetOf('GONE', 12);
	const client = start(t, sheet, '--wait', '1');
	await untilNoted(files, 'GONE.csv', 'done');
	await api.disconnect();
	await node.halt();
	const { code, out, err } = await client.ended;
	assert.equal(code, 2, out + err);
	assert.match(out + err, /the node didn't come back within 1 s; run it again/);
	node = await node.restart();
	api = await connect(node.url);
	const again = await start(t, sheet).ended;
	assert.equal(again.code, 0, again.out + again.err);
	const heads = await Promise.all(units.map((unit) => api.query.productInfo.heads(unit)));
	assert.deepEqual(heads.map((head) => head.unwrap().records.toNumber()), units.map(() => 1));
});
