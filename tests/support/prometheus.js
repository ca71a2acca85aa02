// SPDX-License-Identifier: Apache-2.0
// Alarms and dashboards of deploy/, and the metrics that a process exposes.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MONITORING = fileURLToPath(new URL('../../deploy/monitoring/', import.meta.url));

/** Runs `promtool` of the package `prometheus`. @returns its output */
export async function promtool(...args) {
	try {
		const { stdout, stderr } = await promisify(execFile)('promtool', args, { encoding: 'utf8' });
		return stdout + stderr;
	} catch (error) {
		const output = `${error.stdout}${error.stderr}`;
		throw new Error(error.code === 'ENOENT' ? 'There is no promtool: scripts/setup installs it' : output, { cause: error });
	}
}

/** The names of the metrics that a file of deploy/monitoring/ queries. */
export function queriedMetrics(file) {
	const text = readFileSync(`${MONITORING}${file}`, 'utf8');
	const expressions = file.endsWith('.json')
		? JSON.parse(text).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
		: [...text.matchAll(/^ +expr: (?:>\n)?((?:.|\n(?! +(?:for|labels):))*)/gm)].map(([, expression]) => expression);
	return new Set(expressions.flatMap((expression) => expression.match(/\b(?:suyuan|substrate|node)_\w+/g) ?? []));
}

/** The names of the metrics at a URL: of a histogram, those of its parts too. */
export async function exposedMetrics(url) {
	const response = await fetch(url);
	if (!response.ok) {
		throw new Error(`${url} answers ${response.status}`);
	}
	return metricsOf(await response.text());
}

/** The names of the metrics in a text. */
export function metricsOf(text) {
	return new Set([...text.matchAll(/^(\w+)(?:\{.*\})? /gm)].map(([, name]) => name));
}
