// SPDX-License-Identifier: Apache-2.0
// Every error is explained in both languages: in English by the metadata, in Chinese by the catalogue of the clients.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CHINESE, sectionOf } from '../support/errors.js';
import { startChain } from '../support/fixture.js';

let chain;
before(async () => {
	chain = await startChain();
});
after(() => chain?.stop());

/** The names of every pallet's errors, by the sections of the catalogue. */
function errorsOf(api) {
	const errors = {};
	for (const { name, errors: declared } of api.runtimeMetadata.asLatest.pallets) {
		if (declared.isSome) {
			const { variants } = api.registry.lookup.getSiType(declared.unwrap().type).def.asVariant;
			errors[sectionOf(name.toString())] = variants.map((variant) => variant.name.toString()).sort();
		}
	}
	return errors;
}

test('every error of the metadata has its sentence in Chinese, and no sentence is left over', () => {
	const { Admission: _, ...explained } = CHINESE;
	const names = Object.entries(explained).map(([section, sentences]) => [section, Object.keys(sentences).sort()]);
	assert.deepEqual(Object.fromEntries(names), errorsOf(chain.api));
});

test('a sentence is one in Chinese', () => {
	for (const [section, sentences] of Object.entries(CHINESE)) {
		for (const [name, sentence] of Object.entries(sentences)) {
			assert.match(sentence, /^[^\s].*\p{Script=Han}{3}.*。$/u, `${section}.${name}`);
			assert.doesNotMatch(sentence, /[,;!?]\s|\.$/, `${section}.${name}`);
		}
	}
});
