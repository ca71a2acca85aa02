// SPDX-License-Identifier: Apache-2.0
// Finds files of a crate that import each other, and fails if there are any.
//
//   node tools/checks/circles.js
//
// A file imports another when it names something that the other defines, by `use` or in full. A name that a module only hands on
// counts as an import of the file that defines it. Not counted are imports of a root that the SDK's macros write: every file of a
// pallet names `Config`, and the macro that defines it has to see the pallet's types. Tests, mocks and benchmarks import what they like.

import { basename, dirname } from 'node:path';
import { crates, rustSources } from './sources.js';

const TEST = /(^|\/)(tests?|mock|mocks|benchmarking|testing|hostile)(\/|\.rs$)/;
const MACRO_ROOT = /#\[(?:frame_support::)?(?:pallet|frame_support::pallet|frame_support::runtime|runtime)(?:\(.*\))?\]|construct_runtime!|impl_runtime_apis!/;

/** Blanks comments, strings and inline test modules, so that only code is read. */
function codeOf(text) {
	const code = text
		.replace(/\/\/.*$/gm, '')
		.replace(/\/\*[\s\S]*?\*\//g, '')
		.replace(/"(?:\\.|[^"\\])*"/g, '""');
	const tests = /#\[cfg\(test\)\]\s*(?:pub(?:\([^)]*\))? )?mod \w+ \{/g;
	let kept = '';
	let from = 0;
	for (const match of code.matchAll(tests)) {
		if (match.index < from) {
			continue;
		}
		kept += code.slice(from, match.index);
		let depth = 1;
		let at = match.index + match[0].length;
		for (; at < code.length && depth > 0; at += 1) {
			depth += code[at] === '{' ? 1 : code[at] === '}' ? -1 : 0;
		}
		from = at;
	}
	return kept + code.slice(from);
}

/** Expands `a::{b, c::{d, e as f}}` to paths of segments; a glob ends with `*`. */
function expand(tree) {
	const text = tree.replace(/\s+/g, ' ').trim();
	const brace = text.indexOf('{');
	if (brace < 0) {
		const [path, as] = text.split(/ as /);
		const segments = path.trim().split('::').map((part) => part.trim()).filter((part) => part !== '');
		return segments.length > 0 ? [{ segments, as: as?.trim() }] : [];
	}
	const head = text.slice(0, brace).split('::').map((part) => part.trim()).filter((part) => part !== '');
	const parts = [];
	let depth = 0;
	let part = '';
	for (const letter of text.slice(brace + 1, text.lastIndexOf('}'))) {
		depth += letter === '{' ? 1 : letter === '}' ? -1 : 0;
		if (letter === ',' && depth === 0) {
			parts.push(part);
			part = '';
		} else {
			part += letter;
		}
	}
	parts.push(part);
	return parts.flatMap((each) => expand(each)).map(({ segments, as }) => {
		return { segments: [...head, ...(segments.at(-1) === 'self' ? segments.slice(0, -1) : segments)], as };
	});
}

/** The modules of one target of a crate: file and code by module path. */
function modulesOf(root, sources) {
	const modules = new Map();
	const visit = (path, file, folder) => {
		const code = codeOf(sources.get(file));
		modules.set(path, { file, code, uses: [], children: new Set(), reexports: [] });
		for (const [, attribute, name] of code.matchAll(/(?:#\[path = "([^"]*)"\]\s*)?\bmod (\w+);/g)) {
			const child = [attribute, `${folder}/${name}.rs`, `${folder}/${name}/mod.rs`].find((candidate) => candidate && sources.has(candidate));
			if (child !== undefined && !TEST.test(child)) {
				modules.get(path).children.add(name);
				visit(path === '' ? name : `${path}::${name}`, child, `${folder}/${name}`);
			}
		}
	};
	visit('', root, dirname(root));
	for (const [path, module] of modules) {
		for (const [, visible, tree] of module.code.matchAll(/\b(pub(?:\([^)]*\))? )?use ([^;]+);/g)) {
			for (const { segments, as } of expand(tree)) {
				(visible ? module.reexports : module.uses).push({ segments, as: as ?? segments.at(-1) });
			}
		}
		const rest = module.code.replace(/\b(?:pub(?:\([^)]*\))? )?use [^;]+;/g, '');
		for (const [, whole] of rest.matchAll(/\b((?:crate|super|self)(?:::\w+)+)/g)) {
			module.uses.push({ segments: whole.split('::'), as: undefined });
		}
		// What is named through a module that a `use` or a `mod` brought into scope.
		const scope = new Map([...module.children].map((name) => [name, [...(path === '' ? [] : path.split('::')), name]]));
		for (const { segments, as } of module.uses.filter(({ as }) => as !== undefined && as !== '*')) {
			const absolute = absoluteOf(path, segments, module);
			if (absolute !== undefined && modules.has(absolute.join('::'))) {
				scope.set(as, absolute);
			}
		}
		for (const [name, absolute] of scope) {
			for (const [, rest_] of rest.matchAll(new RegExp(`(?<![:\\w])${name}((?:::\\w+)+)`, 'g'))) {
				module.uses.push({ segments: ['crate', ...absolute, ...rest_.split('::').slice(1)], as: undefined });
			}
		}
	}
	return modules;
}

/** The path from the crate's root; nothing for what lies outside of the crate. */
function absoluteOf(path, segments, module) {
	const here = path === '' ? [] : path.split('::');
	const [first, ...rest] = segments;
	if (first === 'crate') {
		return rest;
	}
	if (first === 'self') {
		return [...here, ...rest];
	}
	if (first === 'super') {
		let up = here.slice(0, -1);
		let tail = rest;
		while (tail[0] === 'super') {
			up = up.slice(0, -1);
			tail = tail.slice(1);
		}
		return [...up, ...tail];
	}
	return module.children.has(first) ? [...here, ...segments] : undefined;
}

/** The file that defines what a path names, through modules that only hand it on. */
function definer(modules, absolute, depth = 0) {
	let at = '';
	let index = 0;
	while (index < absolute.length) {
		const next = at === '' ? absolute[index] : `${at}::${absolute[index]}`;
		if (!modules.has(next)) {
			break;
		}
		at = next;
		index += 1;
	}
	const module = modules.get(at);
	const name = absolute[index];
	if (name === undefined || new RegExp(`\\bmod ${name};`).test(module.code)) {
		return undefined;
	}
	if (depth < 8) {
		const named = module.reexports.find(({ as }) => as === name);
		if (named !== undefined) {
			const through = absoluteOf(at, named.segments, module);
			return through === undefined ? undefined : definer(modules, [...through, ...absolute.slice(index + 1)], depth + 1);
		}
		const defined = new RegExp(`\\b(?:fn|struct|enum|trait|type|const|static|union|mod|macro_rules!) ${name}\\b`).test(module.code);
		if (!defined) {
			for (const { segments } of module.reexports.filter(({ segments }) => segments.at(-1) === '*')) {
				const through = absoluteOf(at, segments.slice(0, -1), module);
				const found = through && modules.has(through.join('::')) ? definer(modules, [...through, name], depth + 1) : undefined;
				if (found !== undefined) {
					return found;
				}
			}
		}
	}
	return { file: module.file, name };
}

/** The sets of files that reach each other (Tarjan). */
function circlesOf(arrows) {
	const circles = [];
	const state = new Map();
	const stack = [];
	let count = 0;
	const visit = (file) => {
		const own = { index: count, low: count, open: true };
		count += 1;
		state.set(file, own);
		stack.push(file);
		for (const to of arrows.get(file)?.keys() ?? []) {
			const other = state.get(to);
			if (other === undefined) {
				own.low = Math.min(own.low, visit(to).low);
			} else if (other.open) {
				own.low = Math.min(own.low, other.index);
			}
		}
		if (own.low === own.index) {
			const circle = stack.splice(stack.indexOf(file));
			circle.forEach((each) => (state.get(each).open = false));
			if (circle.length > 1) {
				circles.push(circle.sort());
			}
		}
		return own;
	};
	[...arrows.keys()].forEach((file) => state.has(file) || visit(file));
	return circles;
}

const sources = rustSources();
let found = 0;
for (const { name, folder } of crates()) {
	const roots = [...sources.keys()].filter((path) => {
		return dirname(path) === `${folder}/src` && ['lib.rs', 'main.rs'].includes(basename(path));
	});
	for (const root of roots) {
		const modules = modulesOf(root, sources);
		const fromMacros = new Set([...modules.values()].filter(({ code }) => MACRO_ROOT.test(code)).map(({ file }) => file));
		const arrows = new Map();
		for (const [path, module] of modules) {
			for (const { segments } of module.uses) {
				const absolute = absoluteOf(path, segments, module);
				const target = absolute && definer(modules, absolute);
				if (target !== undefined && target.file !== module.file && !fromMacros.has(target.file)) {
					const names = arrows.get(module.file) ?? new Map();
					arrows.set(module.file, names.set(target.file, (names.get(target.file) ?? new Set()).add(target.name)));
				}
			}
		}
		for (const circle of circlesOf(arrows)) {
			found += 1;
			console.error(`error: ${name}: ${circle.length} files import each other:`);
			for (const from of circle) {
				for (const [to, names] of arrows.get(from)) {
					if (circle.includes(to)) {
						console.error(`  ${from} -> ${to}: ${[...names].join(', ')}`);
					}
				}
			}
		}
	}
}
console.log(found === 0 ? 'No two files of a crate import each other.' : `${found} circles`);
process.exitCode = found === 0 ? 0 : 1;
