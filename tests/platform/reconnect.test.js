// A node that goes away and comes back.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startNode } from '../lib/node.js';
import { rowsOf, start } from '../lib/platform.js';

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

/** Something that is waited for. */
function promise() {
	const it = {};
	it.kept = new Promise((resolve) => (it.keep = resolve));
	return it;
}

test('the indexer waits for it and goes on', async () => {
	const database = `sqlite:${join(folder, 'platform.db')}`;
	const [level, alone, again] = [promise(), promise(), promise()];
	let before = 0;
	const run = start(['index', '--node', node.url, '--database', database], (line) => {
		const block = Number(/committed block=(\d+)/.exec(line)?.[1] ?? 0);
		if (block >= 2) {
			level.keep(block);
		}
		if (/trying again/.test(line)) {
			alone.keep();
		}
		if (before > 0 && block > before) {
			again.keep(block);
		}
	});
	const ended = run.ended.then(({ tail }) => assert.fail(`it ended:\n${tail.join('\n')}`));
	const or = (it) => Promise.race([it.kept, ended]);

	await or(level);
	await node.leave();
	await or(alone);
	// What is final now is final when it comes back; only what is made after that is more.
	before = JSON.parse((await rowsOf(database)).find((line) => line.startsWith('["cursor"')))[1].block;
	node = await node.comeBack();
	await or(again);
	ended.catch(() => {});
	const { code } = await run.stop();
	assert.equal(code, 0);
});
