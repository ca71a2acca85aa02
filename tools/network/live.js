// SPDX-License-Identifier: Apache-2.0
// The live view of a network: a table that is redrawn on every change, or lines where there is no terminal.

import { clearScreenDown, moveCursor } from 'node:readline';
import Table from 'cli-table3';

/** @param {import('../../tests/support/network/network.js').Network} network */
export function show(network) {
	const names = new Map(network.validators.map((machine) => [network.keyOf(machine), machine.name]));
	const authorOf = (heads) => names.get(heads.author) ?? '';
	const draw = process.stdout.isTTY ? redrawn(network, authorOf) : inLines(network, authorOf);
	for (const { heads } of network.running) {
		heads.onChange(draw);
	}
	draw();
	return draw;
}

function redrawn(network, authorOf) {
	let height = 0;
	return () => {
		const table = new Table({
			head: ['node', 'department', 'best', 'final', 'peers', 'last block by'],
			colAligns: ['left', 'left', 'right', 'right', 'right', 'left'],
			style: { head: [], border: [] },
		});
		for (const { name, department = '', heads, ended } of network.machines) {
			const seen = heads ? [heads.best, heads.final, heads.peers, authorOf(heads)] : ['', '', '', ended ?? 'starting'];
			table.push([name, department, ...seen]);
		}
		const text = `${table}\n`;
		moveCursor(process.stdout, 0, -height);
		clearScreenDown(process.stdout);
		process.stdout.write(text);
		height = text.split('\n').length - 1;
	};
}

/** Prints a line for every block that is final on every running node. */
function inLines(network, authorOf) {
	let said = 0;
	return () => {
		const heads = network.running.map(({ heads }) => heads).filter(Boolean);
		const final = Math.min(...heads.map(({ final }) => final));
		if (final > said && Number.isFinite(final)) {
			said = final;
			const best = Math.max(...heads.map(({ best }) => best));
			const author = authorOf(heads[0]);
			console.log(`${heads.length} nodes: final ${final}, best ${best}${author && ` by ${author}`}`);
		}
	};
}
