// SPDX-License-Identifier: Apache-2.0
// Keys, generated and inserted by the node's own commands. A secret goes from file to file and is never an argument, which
// every user of the machine could read.

import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSuyuan } from '../process.js';

/** The schemes of a regulator's account, and of the session keys of its node. */
const SCHEMES = { account: 'sr25519', aura: 'sr25519', grandpa: 'ed25519' };

/** The key types of session keys in a keystore. */
const KEY_TYPES = { aura: 'aura', grandpa: 'gran' };

/**
 * Generates keys and writes their phrases to files that only their owner reads.
 *
 * @param {string} secrets the folder
 * @param {string[]} names of {@link SCHEMES}
 * @returns {Object<string, string>} their addresses
 */
export function generateKeys(secrets, names) {
	mkdirSync(secrets, { recursive: true, mode: 0o700 });
	return Object.fromEntries(names.map((name) => {
		const key = JSON.parse(runSuyuan('key', 'generate', '--scheme', SCHEMES[name], '--output-type', 'json'));
		writeFileSync(join(secrets, name), `${key.secretPhrase}\n`, { mode: 0o600 });
		return [name, key.ss58Address];
	}));
}

/** The phrase of a key that {@link generateKeys} made. */
export function phrase(secrets, name) {
	return readFileSync(join(secrets, name), 'utf8').trim();
}

/** Inserts the session keys into the keystore of a node. */
export function insertSessionKeys(spec, { secrets, data }) {
	for (const [name, type] of Object.entries(KEY_TYPES)) {
		const key = ['--key-type', type, '--scheme', SCHEMES[name], '--suri', join(secrets, name)];
		runSuyuan('key', 'insert', '--chain', spec, '--base-path', data, ...key);
	}
}

/** Generates the network key of a node. @returns its peer id */
export function generateNodeKey(spec, { data, nodeKey }) {
	mkdirSync(data, { recursive: true, mode: 0o700 });
	runSuyuan('key', 'generate-node-key', '--chain', spec, '--base-path', data);
	chmodSync(nodeKey, 0o600);
	return runSuyuan('key', 'inspect-node-key', '--file', nodeKey).trim();
}
