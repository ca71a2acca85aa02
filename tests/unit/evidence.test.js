// SPDX-License-Identifier: Apache-2.0
// The second implementation of the verifier, on the files on which the first is tested.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { verify } from '../../tools/evidence/verify.js';
import { alterBytes } from '../support/evidence.js';

const VECTORS = new URL('../../evidence/tests/vectors/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, VECTORS), 'utf8'));
const bytes = (text) => new TextEncoder().encode(text);

const { anchor, file, others, forgeries } = read('forgeries.json');

/** The file with other texts of some fields. */
function withReplaced(texts) {
	const fields = Object.entries(JSON.parse(file)).map(([field, value]) => {
		return `${JSON.stringify(field)}:${texts[field] ?? JSON.stringify(value)}`;
	});
	return `{${fields.join()}}`;
}

test('the genuine file is proven', () => {
	const { outcome, said, validators } = verify(bytes(file), bytes(JSON.stringify(anchor)));
	assert.deepEqual([outcome, validators], ['proven', '3 of 4']);
	assert.deepEqual(said.unit.hold.departments, ['Customs']);
	assert.deepEqual([said.unit.titleOffer.units, said.unit.formerOwners.length], [3, 2]);
});

test('units of every kind, and the absence of one, are proven', () => {
	const kinds = others.map(({ name, replace }) => {
		const { refusal, said } = verify(bytes(withReplaced(replace)), bytes(JSON.stringify(anchor)));
		assert.equal(refusal, null, name);
		return said.unit?.kind;
	});
	assert.deepEqual(kinds, ['Batch', 'LogisticUnit', 'Service', 'Service', undefined]);
});

test('each forgery is refused by the name that the first implementation gives', () => {
	assert.ok(forgeries.length > 80);
	for (const forgery of forgeries) {
		const forged = forgery.text ?? withReplaced(forgery.replace);
		const { refusal } = verify(bytes(forged), bytes(JSON.stringify(forgery.anchor ?? anchor)));
		assert.equal(refusal, forgery.refusal, forgery.name);
	}
});

test('no altered byte is accepted', () => {
	alterBytes(bytes(file), bytes(JSON.stringify(anchor)));
});

test('a file of our own node is proven, and no altered byte of it accepted', () => {
	const [own, anchorOfIt] = ['own-node.suyuan.json', 'own-node-anchor.json'].map((name) => readFileSync(new URL(name, VECTORS)));
	assert.deepEqual(verify(own, anchorOfIt).said.records, [4, 3, 6, 6]);
	alterBytes(own, anchorOfIt);
});
