// SPDX-License-Identifier: Apache-2.0
// The Rust sources of the repository, as git lists them.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = execFileSync('git', ['rev-parse', '--show-toplevel']).toString().trim();

/** Written by the benchmarks' command and measured, so its comments are not ours. */
const GENERATED = [/\/weights\.rs$/, /^runtime\/src\/weights\//];

/**
 * Reads every Rust file that git knows or would add, generated ones left out.
 *
 * @returns {Map<string, string>} text by path from the root
 */
export function rustSources() {
	const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.rs'], { cwd: ROOT, maxBuffer: 1 << 26 });
	const paths = listed.toString().split('\0').filter((path) => path && !GENERATED.some((pattern) => pattern.test(path)));
	const sources = new Map();
	for (const path of paths) {
		try {
			sources.set(path, readFileSync(join(ROOT, path), 'utf8'));
		} catch (error) {
			// Deleted and not yet committed.
			if (error.code !== 'ENOENT') {
				throw error;
			}
		}
	}
	return sources;
}

/**
 * Groups the folders of the workspace's crates, deepest first, so that a file's crate is the first that holds it.
 *
 * @returns {{name: string, folder: string, dependencies: string[]}[]}
 */
export function crates() {
	const metadata = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--no-deps', '--offline'], { cwd: ROOT, maxBuffer: 1 << 26 }).toString());
	return metadata.packages
		.map(({ name, manifest_path: manifest, dependencies }) => {
			return { name, folder: relative(ROOT, dirname(manifest)), dependencies: dependencies.map((dependency) => dependency.name) };
		})
		.sort((one, other) => other.folder.length - one.folder.length);
}
