// SPDX-License-Identifier: Apache-2.0
// The memory settings of the node, which only a running process shows.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startNode } from '../support/node.js';

/** The tunables that the C library of a process was started with. */
function tunables(pid) {
	const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
	return environment.find((line) => line.startsWith('GLIBC_TUNABLES='))?.slice('GLIBC_TUNABLES='.length);
}

test('the node asks for huge pages, unless it is told whether to', async (t) => {
	let node = await startNode();
	t.after(() => node.stop());
	assert.equal(tunables(node.pid), 'glibc.malloc.hugetlb=1');
	await node.halt();
	node = await node.restart({ GLIBC_TUNABLES: 'glibc.malloc.hugetlb=0' });
	assert.equal(tunables(node.pid), 'glibc.malloc.hugetlb=0');
});
