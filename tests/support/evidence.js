// SPDX-License-Identifier: Apache-2.0
// Files of evidence with a byte altered.

import assert from 'node:assert/strict';
import { verify } from '../../tools/evidence/verify.js';

/** The time that altering a file may take. */
const MAX_TIME_MS = 8_000;

/** Alters bytes of a file in two ways, at equal distances, as many as the time allows, and has each refused. */
export function alterBytes(file, anchor) {
	const start = performance.now();
	assert.equal(verify(file, anchor).refusal, null);
	const step = 1 + Math.floor((performance.now() - start) * 2 * file.length / MAX_TIME_MS);
	for (let at = 0; at < file.length; at += step) {
		for (const mask of [1, 2 << at % 7]) {
			const altered = Uint8Array.from(file);
			altered[at] ^= mask;
			assert.notEqual(verify(altered, anchor).refusal, null, `byte ${at} with ${mask}`);
		}
	}
}
