// SPDX-License-Identifier: Apache-2.0
// The systemd units of deploy/: their settings, commands and environments.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));

/** The settings of a unit by their names; a setting may have several values. */
export function unit(name) {
	const settings = new Map();
	for (const line of readFileSync(`${DEPLOY}${name}`, 'utf8').split('\n')) {
		const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
		if (key) {
			settings.set(key, [...(settings.get(key) ?? []), value]);
		}
	}
	return settings;
}

/** The variables of its Environment= lines. */
export function environment(settings) {
	return Object.fromEntries((settings.get('Environment') ?? []).map((line) => {
		const [, name, value] = /^"?(\w+)=(.*?)"?$/.exec(line);
		return [name, value];
	}));
}

/** The words of ExecStart, with variables as systemd expands them. `${ONE}` is a word, `$ONE` its words. */
export function words(settings, more = {}) {
	const values = { ...environment(settings), ...more };
	return settings.get('ExecStart')[0].split(' ').flatMap((word) => {
		const split = /^\$(\w+)$/.exec(word);
		return split
			? (values[split[1]] ?? '').split(' ').filter(Boolean)
			: [word.replace(/\$\{(\w+)\}/g, (_, name) => values[name] ?? '')];
	});
}
