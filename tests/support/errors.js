// SPDX-License-Identifier: Apache-2.0
// The errors of the chain in Chinese, from the catalogue of the clients. In English the metadata explains them.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = new URL('../../platform/import/locales/errors.zh-CN.json', import.meta.url);

/** The sentences, by section and error. @type {Record<string, Record<string, string>>} */
export const CHINESE = JSON.parse(readFileSync(fileURLToPath(FILE), 'utf8'));

/** The four information blocks are instances of one pallet. */
const INFO_BLOCKS = ['ProductInfo', 'TransactionInfo', 'LogisticsInfo', 'CustomsInfo'];

/** The section of the catalogue that has the errors of a pallet, by its name in the runtime or in a client. */
export function sectionOf(pallet) {
	const name = pallet.charAt(0).toUpperCase() + pallet.slice(1);
	return INFO_BLOCKS.includes(name) ? 'InfoBlock' : name;
}

/** Explains an error in Chinese. */
export function inChinese(pallet, error) {
	return CHINESE[sectionOf(pallet)]?.[error];
}
