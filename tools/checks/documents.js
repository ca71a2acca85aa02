// SPDX-License-Identifier: Apache-2.0
// Checks that the Markdown documents name what is there: relative links, their headings, and paths in backticks.
//
//   node tools/checks/documents.js

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const FENCE = /```.*?```/gs;
const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /`([^`\n]+)`/g;
const HEADING = /^#+ (.*)$/gm;
/** Paths from the root, without placeholders such as `<call>`. */
const PATH = /^(primitives|pallets|runtime|node|platform|benchmarks|tests|tools|scripts|deploy|docs)\/[\w./-]*$/;
/** Files named without their folder, as beside a path that was named before. Sources alone: others are an operator's. */
const FILE = /^[\w/-]+\.(rs|js|sql)$/;

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, maxBuffer: 1 << 26 });
const files = listed.toString().split('\0').filter((path) => path && existsSync(join(ROOT, path)));

/** The anchor that a heading gets. */
function anchor(heading) {
	return heading.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
}

function anchors(path) {
	const text = readFileSync(join(ROOT, path), 'utf8').replace(FENCE, '');
	return [...text.matchAll(HEADING)].map(([, heading]) => anchor(heading));
}

/** What is wrong with a link of a document, if anything is. */
function fault(document, link) {
	if (/^[a-z]+:/.test(link)) {
		return undefined;
	}
	const [path, heading] = link.split('#');
	const target = path === '' ? document : normalize(join(dirname(document), path));
	if (!existsSync(join(ROOT, target))) {
		return 'leads to no file';
	}
	return heading === undefined || anchors(target).includes(heading) ? undefined : 'leads to no heading';
}

/** Whether a path or a file in backticks is there. */
function isThere(code) {
	if (PATH.test(code)) {
		return existsSync(join(ROOT, code)) || files.some((path) => path.endsWith(`/${code}`));
	}
	return !FILE.test(code) || files.some((path) => path === code || path.endsWith(`/${code}`));
}

const wrong = [];
for (const document of files.filter((path) => path.endsWith('.md'))) {
	const text = readFileSync(join(ROOT, document), 'utf8').replace(FENCE, '');
	for (const [, link] of text.matchAll(LINK)) {
		const why = fault(document, link);
		if (why !== undefined) {
			wrong.push(`${document}: ${link} ${why}`);
		}
	}
	for (const [, code] of text.matchAll(CODE)) {
		if (!isThere(code)) {
			wrong.push(`${document}: ${code} is not there`);
		}
	}
}
if (wrong.length > 0) {
	console.error(wrong.join('\n'));
	process.exit(1);
}
