// The systemd units of deploy/: what they start, with which words and in which environment.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));

/** Every setting of a unit, by its name; one that stands several times has several values. */
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

/** What its Environment= lines set. */
export function environment(settings) {
	return Object.fromEntries((settings.get('Environment') ?? []).map((line) => {
		const [, name, value] = /^"?(\w+)=(.*?)"?$/.exec(line);
		return [name, value];
	}));
}

/** The words with which ExecStart starts its program, as systemd puts variables in: `${ONE}` as a word, `$ONE` as its words. */
export function words(settings, more = {}) {
	const values = { ...environment(settings), ...more };
	return settings.get('ExecStart')[0].split(' ').flatMap((word) => {
		const split = /^\$(\w+)$/.exec(word);
		return split
			? (values[split[1]] ?? '').split(' ').filter(Boolean)
			: [word.replace(/\$\{(\w+)\}/g, (_, name) => values[name] ?? '')];
	});
}
