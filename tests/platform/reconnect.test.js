// SPDX-License-Identifier: Apache-2.0
// A node that goes away and comes back.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { eventually } from '../support/eventually.js';
import { FOR_PLATFORM, startNode } from '../support/node.js';
import { dumpRows, spawnPlatform } from '../support/platform.js';

let folder;
let node;
before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'suyuan-reconnect-'));
	node = await startNode(FOR_PLATFORM);
});
after(async () => {
	await node?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const COMMITTED = /committed block=(\d+)/;

/** The last block that an indexer logged as committed. */
const committed = ({ lines }) => Number(COMMITTED.exec(lines.findLast((line) => COMMITTED.test(line)))?.[1] ?? 0);

test('the indexer waits for it and goes on', async (t) => {
	const database = `sqlite:${join(folder, 'platform.db')}`;
	const run = spawnPlatform(['index', '--node', node.url, '--database', database]);
	t.after(run.kill);
	await eventually('the second block', async () => committed(run), (block) => block >= 2);
	const leaving = run.lines.length;
	await node.halt();
	await run.untilLine(/trying again/, leaving);
	// Blocks that are final now are final after the restart: a later one shows that the indexer goes on.
	const before = JSON.parse((await dumpRows(database)).find((line) => line.startsWith('["cursor"')))[1].block;
	node = await node.restart();
	await eventually('another block', async () => committed(run), (block) => block > before);
	const { code, tail } = await run.stop();
	assert.equal(code, 0, tail.join('\n'));
});
