// SPDX-License-Identifier: Apache-2.0
// Writes the names of countries and regions into the locale files of the pages, from Unicode CLDR.
//
//   node tools/locales/countries.js
//
// CLDR comes from npm for this run alone: its 50 MB are no dependency of the demo or of the tests. To take a newer one, change
// the version and run it again.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = 'cldr-localenames-full';
const VERSION = '48.2.0';
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Folders of the locale files, by CLDR's name of the language. */
const LOCALES = { zh: 'zh-CN', en: 'en' };
/** Names by GB/T 2659 and ISO 3166, where CLDR has others. */
const BY_STANDARD = {
	zh: { HK: '中国香港', MO: '中国澳门', TW: '中国台湾' },
	en: { HK: 'Hong Kong, China', MO: 'Macao, China', TW: 'Taiwan, Province of China' },
};

/** Codes that the chain takes, which are those that ISO 3166-1 assigns. */
function assigned() {
	const source = readFileSync(join(ROOT, 'primitives/src/codes/country.rs'), 'utf8');
	const list = /ASSIGNED: &str = "([A-Z \\\s]+)"/.exec(source)?.[1] ?? '';
	return list.match(/[A-Z]{2}/g) ?? [];
}

const folder = mkdtempSync(join(tmpdir(), 'suyuan-cldr-'));
try {
	execFileSync('npm', ['pack', '--silent', `${PACKAGE}@${VERSION}`], { cwd: folder });
	execFileSync('tar', ['xzf', `${PACKAGE}-${VERSION}.tgz`], { cwd: folder });
	for (const [language, locale] of Object.entries(LOCALES)) {
		const file = join(folder, 'package', 'main', language, 'territories.json');
		const names = JSON.parse(readFileSync(file, 'utf8')).main[language].localeDisplayNames.territories;
		const lines = assigned().map((code) => {
			const name = BY_STANDARD[language][code] ?? names[code];
			if (name === undefined) {
				throw new Error(`CLDR ${VERSION} has no name of ${code} in ${language}`);
			}
			return `    .${code} = ${name}\n`;
		});
		const head = `# Unicode CLDR ${VERSION}, written by tools/locales/countries.js\n\nCountry =\n`;
		writeFileSync(join(ROOT, 'platform/web/locales', locale, 'countries.ftl'), head + lines.join(''));
		console.log(`${locale}: ${lines.length} names`);
	}
} finally {
	rmSync(folder, { recursive: true });
}
