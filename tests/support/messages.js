// SPDX-License-Identifier: Apache-2.0
// The messages of the customs story, as users of the single window send them.

import { readFileSync } from 'node:fs';
import { localTime, momentOf } from './ceb.js';

/** The day of the story; the messages are of the days before it. */
const STORY_DATE = momentOf('20261120000000');

/**
 * A message of the folder `messages`.
 *
 * @param {string} name
 * @param {number} now the chain's time: the message's times are moved to the days before it
 */
export function message(name, now) {
	const xml = readFileSync(new URL(`../messages/${name}.xml`, import.meta.url), 'utf8');
	return xml.replace(/>(\d{14})</g, (_, written) => `>${localTime(momentOf(written) + now - STORY_DATE)}<`);
}
