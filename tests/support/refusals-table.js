// SPDX-License-Identifier: Apache-2.0
// What the chain refused as a table for people.

import Table from 'cli-table3';

const WIDTHS = [44, 32, 62];

/** @param {import('./refusals-job.js').Refusal[]} refusals */
export function refusalsTable(refusals) {
	const table = new Table({
		head: ['what was tried', 'refused by name', 'why'],
		colWidths: WIDTHS,
		wordWrap: true,
		style: { head: [], border: [] },
	});
	for (const { attempt, chinese, error, why } of refusals) {
		table.push([`${attempt}\n${chinese}`, error, why]);
	}
	return table.toString();
}
