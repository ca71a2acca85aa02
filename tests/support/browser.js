// SPDX-License-Identifier: Apache-2.0
// A browser as a consumer has it: of a phone's width, without scripts if need be; requests to other hosts are noted.

import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import jsqr from 'jsqr';
import { chromium } from 'playwright-core';
import { PNG } from 'pngjs';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SCREENSHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));

/** Options under which the browser connects with the page under test alone. */
const ARGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** The width of a phone on which everything must be readable. */
const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1200, height: 900 };

/** Starts a browser with an empty profile, which is deleted when it closes. */
export async function startBrowser() {
	if (!existsSync(EXECUTABLE)) {
		throw new Error(`There is no ${EXECUTABLE}: install the package chromium, or say where it is with CHROMIUM`);
	}
	return chromium.launch({ executablePath: EXECUTABLE, headless: true, args: ARGS });
}

/**
 * Opens a link and notes errors, warnings, failed requests and requests to other hosts.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} link
 * @param {object} [options]
 * @param {{width: number, height: number}} [options.viewport]
 * @param {boolean} [options.javaScriptEnabled]
 * @param {string} [options.locale] what the browser asks for in `Accept-Language`
 * @param {'light' | 'dark'} [options.colorScheme]
 */
export async function openPage(browser, link, { viewport = PHONE, ...options } = {}) {
	const context = await browser.newContext({ viewport, deviceScaleFactor: 2, locale: 'zh-CN', ...options });
	const page = await context.newPage();
	const { host } = new URL(link);
	const problems = [];
	page.on('console', (message) => {
		if (['error', 'warning'].includes(message.type())) {
			problems.push(`console: ${message.text()}`);
		}
	});
	page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
	page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
	page.on('request', (request) => {
		if (new URL(request.url()).host !== host) {
			problems.push(`asks another host: ${request.url()}`);
		}
	});
	const response = await page.goto(link, { waitUntil: 'networkidle' });
	return {
		page,
		response,
		problems,
		/** The visible text. */
		text: () => page.innerText('body'),
		/** The pixels by which the page is wider than the window. */
		overflow: () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
		close: () => context.close(),
	};
}

/** Saves a picture of the whole page. */
export async function saveScreenshot(page, name) {
	mkdirSync(SCREENSHOTS, { recursive: true });
	await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });
}

/** Reads the QR code that the browser shows, as a scanner does. */
export async function readQrCode(page) {
	const { data, width, height } = PNG.sync.read(await page.screenshot());
	return jsqr(new Uint8ClampedArray(data), width, height)?.data;
}

/** Violations of WCAG: barriers for readers with low vision, colour blindness or a screen reader. */
export async function accessibilityViolations(page) {
	await page.evaluate(axe.source);
	const { violations } = await page.evaluate(() => globalThis.axe.run());
	return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}
