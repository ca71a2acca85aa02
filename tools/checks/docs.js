// SPDX-License-Identifier: Apache-2.0
// Counts how doc comments begin and what is `pub`, crate by crate, and fails where a bound is exceeded or a file names no licence.
//
//   node tools/checks/docs.js [--list]
//
// With --list, each doc comment that counts against a bound is printed with its place.

import { crates, rustSources } from './sources.js';

const CLEFT = /^(What|Who|Whom|Whose|Whether|Which|How|Where|When|Why|(By|Of|In|For|To|With|From|On|At) (which|what|whom|whose))\b/;
const PRONOUN = /^(It|Its|They|Their|Them|That|Those|This|These|All of|One of|Each of|Such)\b/;
const BARE_CONSTANT = /\b(?:const|static) (MOST|AT_ONCE|PATIENCE|LONGEST|WAITING|ENOUGH|LIMIT)\b/;
const LICENCE = '// SPDX-License-Identifier: Apache-2.0\n';
const FEW_WORDS = 3;
/** Parts of all doc comments, each with the most it may be. */
const BOUNDS = { clefts: 0.03, pronouns: 0.01, short: 0.08 };

/** Splits a file into its doc comments: where each begins, and its first sentence. */
function docs(text) {
	const found = [];
	let open;
	text.split('\n').forEach((line, index) => {
		const doc = /^\s*\/\/[/!](?!\/) ?(.*)$/.exec(line);
		if (doc === null) {
			open = undefined;
		} else if (open === undefined) {
			open = { line: index + 1, text: doc[1].trim() };
			found.push(open);
		} else if (!open.ended) {
			const more = doc[1].trim();
			open.ended = more === '';
			open.text += more === '' ? '' : ` ${more}`;
		}
	});
	return found.filter(({ text }) => text !== '');
}

const words = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const table = new Map();
const against = [];
const members = crates();
const unlicensed = [...rustSources()].filter(([, text]) => !text.startsWith(LICENCE)).map(([path]) => path);
for (const [path, text] of rustSources()) {
	const { name = '(none)' } = members.find(({ folder }) => path.startsWith(`${folder}/`)) ?? {};
	const row = table.get(name) ?? { docs: 0, clefts: 0, pronouns: 0, short: 0, pub: 0, restricted: 0 };
	table.set(name, row);
	for (const doc of docs(text)) {
		row.docs += 1;
		const kind = CLEFT.test(doc.text) ? 'clefts' : PRONOUN.test(doc.text) ? 'pronouns' : words(doc.text) <= FEW_WORDS ? 'short' : undefined;
		if (kind !== undefined) {
			row[kind] += 1;
			against.push(`${kind.padEnd(8)} ${path}:${doc.line}: ${doc.text}`);
		}
	}
	const code = text.replace(/^\s*\/\/.*$/gm, '');
	row.pub += code.match(/^\s*pub (?:async |const |unsafe |extern "C" )*(?:fn|struct|enum|trait|type|const|static|mod|use|union)\b/gm)?.length ?? 0;
	row.restricted += code.match(/^\s*pub\((?:crate|super|in [^)]*)\)/gm)?.length ?? 0;
	for (const [, name] of code.matchAll(new RegExp(BARE_CONSTANT, 'g'))) {
		against.push(`constant ${path}: ${name}`);
		row.bare = (row.bare ?? 0) + 1;
	}
}

const total = { docs: 0, clefts: 0, pronouns: 0, short: 0, pub: 0, restricted: 0, bare: 0 };
const percent = (part, whole) => `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`;
const print = (name, row) => console.log([
	name.padEnd(26), String(row.docs).padStart(6),
	...Object.keys(BOUNDS).map((kind) => percent(row[kind], row.docs).padStart(9)),
	String(row.pub).padStart(6), String(row.restricted).padStart(6),
].join(' '));
console.log([''.padEnd(26), 'docs'.padStart(6), ...Object.keys(BOUNDS).map((kind) => kind.padStart(9)), 'pub'.padStart(6), 'crate'.padStart(6)].join(' '));
for (const [name, row] of [...table].sort()) {
	print(name, row);
	for (const key of Object.keys(total)) {
		total[key] += row[key] ?? 0;
	}
}
print('all', total);
if (process.argv.includes('--list')) {
	console.log(against.join('\n'));
}

const exceeded = Object.entries(BOUNDS).filter(([kind, most]) => total[kind] > most * total.docs);
for (const [kind, most] of exceeded) {
	console.error(`error: ${kind}: ${percent(total[kind], total.docs)} of the doc comments, ${100 * most} % at most; see --list`);
}
if (total.bare > 0) {
	console.error(`error: ${total.bare} constants are named by a bare adjective; name what they bound`);
}
for (const path of unlicensed) {
	console.error(`error: ${path}: the first line names no licence`);
}
process.exitCode = exceeded.length > 0 || total.bare > 0 || unlicensed.length > 0 ? 1 : 0;
