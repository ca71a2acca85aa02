// A node that goes away and comes back.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { eventually } from '../support/eventually.js';
import { startNode } from '../support/node.js';
import { rowsOf, start } from '../support/platform.js';

let folder;
let node;
before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-reconnect-'));
	node = await startNode();
});
after(async () => {
	await node?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const COMMITTED = /committed block=(\d+)/;

/** The last block that an indexer says it has. */
const committed = ({ said }) => Number(COMMITTED.exec(said.findLast((line) => COMMITTED.test(line)))?.[1] ?? 0);

test('the indexer waits for it and goes on', async (t) => {
	const database = `sqlite:${join(folder, 'platform.db')}`;
	const run = start(['index', '--node', node.url, '--database', database]);
	t.after(run.kill);
	await eventually('the second block', async () => committed(run), (block) => block >= 2);
	const leaving = run.said.length;
	await node.leave();
	await run.says(/trying again/, leaving);
	// What is final now is final when it comes back; only what is made after that is more.
	const before = JSON.parse((await rowsOf(database)).find((line) => line.startsWith('["cursor"')))[1].block;
	node = await node.comeBack();
	await eventually('another block', async () => committed(run), (block) => block > before);
	const { code, tail } = await run.stop();
	assert.equal(code, 0, tail.join('\n'));
});
