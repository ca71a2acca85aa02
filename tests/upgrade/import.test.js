// SPDX-License-Identifier: Apache-2.0
// A runtime upgrade while a sheet is brought onto the chain: transactions signed for the old runtime are signed again, and
// every record comes in once.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { manufacturer, regulators } from '../support/accounts.js';
import { connect, submit, untilFinal } from '../support/chain.js';
import { executeAsMember, whitelist } from '../support/council.js';
import { csvSheet, runImport, untilNoted, workspace } from '../support/exchange.js';
import { serial } from '../support/items.js';
import { startNode } from '../support/node.js';
import { admitAll } from '../support/participants.js';

const [CODE, BARCODE] = ['制造追溯信息/追溯码', '制造追溯信息/商品条码'];
const RECORDS = 60;
/** The most transactions in flight. */
const WINDOW = 6;

let files;
let node;
let api;
before(async () => {
	files = workspace();
	node = await startNode();
	api = await connect(node.url);
	await admitAll(api, regulators, [manufacturer]);
});
after(async () => {
	await api?.disconnect();
	await node?.stop();
	files?.remove();
});

test('a sheet that is brought in meanwhile comes in whole', async (t) => {
	const units = Array.from({ length: RECORDS }, (_, n) => serial(`SHEET-${n}`));
	await submit(api, manufacturer.account, api.tx.traceUnits.registerMany(units.map((code) => {
		return { code, kind: { Item: { mode: 'FullChain' } } };
	}), []));
	const code = u8aToHex(readFileSync(process.env.SUYUAN_REHEARSAL_WASM));
	const dispatch = await whitelist(api, regulators, api.tx.system.setCode(code));
	await untilFinal(api);
	const sheet = files.write('sheet.csv', csvSheet(files, units.map((unit) => ({ [CODE]: unit, [BARCODE]: '6901234567892' }))));
	const key = files.write('manufacturer.key', '//Manufacturer\n', 0o600);

	const importing = runImport([sheet, '--node', node.url, '--key', key, '--batch', '1', '--window', String(WINDOW)]);
	await untilNoted(files, 'sheet.csv', 'done');
	const block = await upgraded(dispatch);
	const { code: exit, out, err } = await importing;
	assert.equal(exit, 0, out + err);
	assert.match(out + err, new RegExp(`${RECORDS} records are final`));

	const young = await connect(node.url);
	const heads = (await Promise.all(units.map((unit) => young.query.productInfo.heads(unit)))).map((head) => head.unwrap());
	await young.disconnect();
	assert.deepEqual(heads.map(({ records }) => records.toNumber()), units.map(() => 1));
	const later = heads.filter(({ lastAt }) => lastAt.toNumber() > block).length;
	assert.ok(later > 0 && later < RECORDS, 'some came in before it, and some after it');
	const lost = files.read('sheet.csv.journal').match(/"lost"/g)?.length ?? 0;
	t.diagnostic(`${lost} transactions came to nothing, and ${later} of ${RECORDS} records came in after the upgrade`);
});

/** Dispatches the upgrade of the runtime. @returns {Promise<number>} the best block after that */
async function upgraded(dispatch) {
	const events = await executeAsMember(api, regulators[0], dispatch);
	assert.ok(events.some(({ section, method }) => section === 'system' && method === 'CodeUpdated'));
	return (await api.rpc.chain.getHeader()).number.toNumber();
}
