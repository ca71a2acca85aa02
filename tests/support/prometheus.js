// Alarms and dashboards of deploy/, and the figures that a process gives.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MONITORING = fileURLToPath(new URL('../../deploy/monitoring/', import.meta.url));

/** Runs `promtool`, which the package `prometheus` brings. Answers what it said. */
export async function promtool(...args) {
	try {
		const { stdout, stderr } = await promisify(execFile)('promtool', args, { encoding: 'utf8' });
		return stdout + stderr;
	} catch (error) {
		const output = `${error.stdout}${error.stderr}`;
		throw new Error(error.code === 'ENOENT' ? 'no promtool: scripts/setup installs it' : output, { cause: error });
	}
}

/** The names of the figures that a file of deploy/monitoring/ asks for. */
export function queriedMetrics(file) {
	const text = readFileSync(`${MONITORING}${file}`, 'utf8');
	const expressions = file.endsWith('.json')
		? JSON.parse(text).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
		: [...text.matchAll(/^ +expr: (?:>\n)?((?:.|\n(?! +(?:for|labels):))*)/gm)].map(([, expression]) => expression);
	return new Set(expressions.flatMap((expression) => expression.match(/\b(?:suyuan|substrate)_\w+/g) ?? []));
}

/** The names of the figures that an address has: of a histogram, those of its parts too. */
export async function exposedMetrics(url) {
	const response = await fetch(url);
	if (!response.ok) {
		throw new Error(`${url} answers ${response.status}`);
	}
	const text = await response.text();
	return new Set([...text.matchAll(/^(\w+)(?:\{.*\})? /gm)].map(([, name]) => name));
}
