// SPDX-License-Identifier: Apache-2.0
// The page behind the QR code, as consumers see it: a real node, the demo's stories, the real server, a real browser.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
	accessibilityViolations, DESKTOP, openPage, readQrCode, saveScreenshot, startBrowser,
} from '../support/browser.js';
import { connect } from '../support/chain.js';
import { playCustoms } from '../support/customs-job.js';
import { goods, playGenealogy } from '../support/genealogy-job.js';
import { EARPHONES } from '../support/items.js';
import { playMainJob } from '../support/main-job.js';
import { freePort } from '../support/network/ports.js';
import { FOR_PLATFORM, startNode } from '../support/node.js';
import { startServer } from '../support/platform.js';

const folder = mkdtempSync(join(tmpdir(), 'suyuan-page-'));
let node;
let server;
let browser;
let trace;
let customs;

/** Runs a step of a story and prints nothing. */
const step = async (_, run) => {
	await run();
};

before(async () => {
	node = await startNode(FOR_PLATFORM);
	const api = await connect(node.url);
	let head;
	try {
		trace = await playMainJob(api, step);
		await playGenealogy(api, step);
		customs = await playCustoms(api, step);
		head = (await api.rpc.chain.getHeader()).number.toNumber();
	} finally {
		await api.disconnect();
	}
	// Links and QR codes begin with the public address, so the port must be known before the start.
	const listen = `127.0.0.1:${await freePort()}`;
	const args = ['--public-url', `http://${listen}`];
	server = await startServer(node.url, `sqlite:${join(folder, 'page.db')}`, { listen, args });
	await server.untilBlock(head);
	await server.untilCompared([EARPHONES]);
	browser = await startBrowser();
});

after(async () => {
	await browser?.close();
	await server?.stop();
	await node?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const link = (code, lang) => `${server.url}/${code}${lang ? `?lang=${lang}` : ''}`;

test('a phone without scripts shows the whole trace in Chinese', async () => {
	const view = await openPage(browser, link(EARPHONES), { javaScriptEnabled: false });
	assert.equal(view.response.status(), 200);
	const text = await view.text();
	for (const said of ['已核对，与链上一致', '声澜 SHENGLAN', 'SL-B5', '深圳市声澜电子有限公司', '91440300708461136T', '结关', '追溯已完结']) {
		assert.ok(text.includes(said), said);
	}
	for (const department of ['海关', '税务', '外汇管理', '市场监管']) {
		assert.ok(text.includes(department), department);
	}
	// A browser context without scripts evaluates nothing: the markup is looked at as it came.
	const html = await view.page.content();
	assert.equal(html.match(/信息提供方/g).length, trace.records.length, 'every record says whose word it is');
	assert.deepEqual(view.problems, []);
	await saveScreenshot(view.page, 'page-zh-phone');
	await view.close();
});

test('it is in English for who reads English, and leads to Chinese', async () => {
	const view = await openPage(browser, link(EARPHONES), { locale: 'en-GB' });
	assert.equal(await view.page.getAttribute('html', 'lang'), 'en');
	assert.match(await view.text(), /checked against the chain/);
	await saveScreenshot(view.page, 'page-en-phone');
	await view.page.click('text=中文');
	assert.equal(await view.page.getAttribute('html', 'lang'), 'zh-CN');
	assert.match(await view.text(), /已核对/);
	assert.deepEqual(view.problems, []);
	await view.close();
});

test('nothing scrolls sideways on a phone, on any page, in any language', async () => {
	const paths = [EARPHONES, goods.second, goods.american, goods.pallet, customs.parcel.entryNumber];
	for (const path of paths) {
		for (const lang of ['zh', 'en']) {
			const address = /^\d{18}$/.test(path) ? `declarations/${path}` : path;
			const view = await openPage(browser, link(address, lang));
			assert.equal(view.response.status(), 200, address);
			await view.page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
			assert.ok(await view.overflow() <= 0, `${address} in ${lang}`);
			assert.deepEqual(view.problems, []);
			await view.close();
		}
	}
});

test('a reader without scripts says something back', async () => {
	const view = await openPage(browser, link(EARPHONES, 'en'), { javaScriptEnabled: false });
	await view.page.click('#feedback summary');
	await view.page.selectOption('#about', 'Problem');
	await view.page.fill('#message', '左耳没有声音 <b>');
	await view.page.click('form.comment button');
	assert.match(await view.text(), /Received, thank you/);
	assert.deepEqual(view.problems, []);
	await view.close();
});

test('what is recalled is told before anything else', async () => {
	const view = await openPage(browser, link(goods.second));
	const alarm = view.page.locator('[role=alert]');
	assert.match(await alarm.innerText(), /召回[\s\S]*电芯过热，责令召回[\s\S]*市场监管/);
	const box = await alarm.boundingBox();
	assert.ok(box.y < 200, 'it is seen without scrolling');
	await saveScreenshot(view.page, 'recalled-phone');
	await view.close();
	const ended = await openPage(browser, link(goods.american));
	const held = await ended.page.locator('[role=alert]').innerText();
	assert.match(held, /隔离待检[\s\S]*制成它的原料[\s\S]*电芯过热，隔离待检/, 'the cells that it was made of are still held');
	assert.doesNotMatch(held, /召回对象/, 'and its own recall ended');
	assert.match(await ended.text(), /解除召回/);
	await ended.close();
	const sound = await openPage(browser, link(EARPHONES));
	assert.equal(await sound.page.locator('[role=alert]').count(), 0);
	await sound.close();
});

test('the recall is told in the language of whoever reads it, with the hazard, the product, and whom to call', async () => {
	const view = await openPage(browser, link(goods.second, 'en'));
	const said = await view.page.locator('[role=alert]').innerText();
	assert.match(said, /RECALLED[\s\S]*may overheat, burn or explode[\s\S]*Which product it is[\s\S]*Unplug it at once[\s\S]*12315/);
	await view.close();
	const unregistered = await openPage(browser, link(`${goods.second}/21/NOT-THERE`, 'en'));
	assert.equal(unregistered.response.status(), 404);
	assert.match(await unregistered.page.locator('[role=alert]').innerText(), /RECALLED[\s\S]*the batch that it belongs to/);
	await unregistered.close();
});

test('nothing that is sealed is shown, and that it is sealed is', async () => {
	const view = await openPage(browser, link(EARPHONES));
	const html = await view.page.content();
	for (const { plaintext } of Object.values(trace.personal)) {
		assert.ok(!html.includes(plaintext), plaintext);
	}
	assert.match(html, /已加密封存/);
	await view.close();
});

test('where it went is drawn and listed', async () => {
	const view = await openPage(browser, link(EARPHONES), { viewport: DESKTOP });
	// Positions that would hide each other share a mark.
	const marks = await view.page.locator('svg.map .number').allTextContents();
	assert.ok(marks.length >= 2 && marks[0].startsWith('1'), marks.join(' '));
	assert.equal(await view.page.locator('.fixes li').count(), 5);
	await saveScreenshot(view.page, 'page-desk');
	await view.close();
	const dark = await openPage(browser, link(EARPHONES, 'en'), { colorScheme: 'dark' });
	await saveScreenshot(dark.page, 'page-dark-phone');
	await dark.close();
});

test('who sees little or has it read aloud can read it too, by day and by night', async () => {
	for (const address of [link(EARPHONES), link(goods.second, 'en'), `${server.url}/`]) {
		for (const colorScheme of ['light', 'dark']) {
			const view = await openPage(browser, address, { colorScheme });
			await view.page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
			assert.deepEqual(await accessibilityViolations(view.page), [], `${address} in the ${colorScheme}`);
			await view.close();
		}
	}
});

test('materials lead to products and back', async () => {
	const view = await openPage(browser, link(goods.first));
	await view.page.click(`#genealogy a:has-text("${goods.cells}")`);
	assert.match(view.page.url(), /CELL|C260917/);
	await view.page.click(`#genealogy a:has-text("${goods.first}")`);
	assert.ok(decodeURIComponent(view.page.url()).includes(goods.first));
	await view.close();
});

test('readers are counted, and neither their reloads nor programs', async () => {
	// The browser's own name is that of a program.
	const phone = (name) => `Mozilla/5.0 (Linux; Android 14; ${name}) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36`;
	const counts = async (options) => {
		const view = await openPage(browser, link(EARPHONES), options);
		const said = await view.page.innerText('.scans');
		await view.close();
		return /被 ([\d,]+) 位读者查询 ([\d,]+) 次/.exec(said).slice(1).map((count) => Number(count.replace(',', '')));
	};
	const [readers, lookUps] = await counts({ userAgent: phone('first') });
	assert.deepEqual(await counts({ userAgent: phone('first') }), [readers, lookUps]);
	assert.deepEqual(await counts(), [readers, lookUps]);
	assert.deepEqual(await counts({ userAgent: phone('second') }), [readers + 1, lookUps + 1]);
});

test('a camera reads the label and finds the page', async () => {
	const viewport = { width: 500, height: 640 };
	const view = await openPage(browser, `${server.url}/label/${EARPHONES}.svg`, { viewport });
	assert.equal(await readQrCode(view.page), link(EARPHONES));
	assert.match(await view.page.content(), /\(01\)06901234567892/);
	const { status } = (await openPage(browser, await readQrCode(view.page))).response;
	assert.ok(status);
	await view.close();
});

test('a sheet has a label on each of its places', async () => {
	const svg = await (await fetch(`${server.url}/labels/${goods.first}.svg`)).text();
	assert.equal(svg.match(/<path/g).length, 24);
	const pdf = await fetch(`${server.url}/labels/${goods.first}.pdf`);
	assert.equal(pdf.headers.get('content-type'), 'application/pdf');
	assert.equal(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString(), '%PDF-');
});

test('a code that nobody registered says what to do', async () => {
	const unknown = await openPage(browser, link('01/06901234567892/21/NOT-THERE'));
	assert.equal(unknown.response.status(), 404);
	assert.match(await unknown.text(), /没有登记这个追溯码[\s\S]*怎么办/);
	await unknown.close();
	const wrong = await openPage(browser, link('01/06901234567893/21/SN-0001', 'en'));
	assert.equal(wrong.response.status(), 400);
	assert.match(await wrong.text(), /check digit is wrong/);
	await wrong.close();
});

test('what is typed in on the first page leads to the trace', async () => {
	const view = await openPage(browser, `${server.url}/`, { javaScriptEnabled: false });
	await view.page.fill('#code', '(01)06901234567892(21)SN-0001');
	await view.page.click('button');
	assert.match(await view.text(), /已核对，与链上一致/);
	assert.deepEqual(view.problems, []);
	await view.close();
	const byName = await openPage(browser, `${server.url}/`, { javaScriptEnabled: false });
	await byName.page.fill('#code', '声澜');
	await byName.page.click('button');
	assert.match(await byName.text(), /深圳市声澜电子有限公司/);
	await byName.close();
});

test('a browser gets a page whatever it opens, and a program a document', async () => {
	for (const [path, status, said] of [['nothing/here', 404, /没有这个页面/], ['api/units?limit=0', 400, /填写有误/], ['api/log', 401, /访问令牌/]]) {
		const view = await openPage(browser, `${server.url}/${path}`);
		assert.equal(view.response.status(), status, path);
		assert.match(await view.text(), said);
		await view.close();
		const { headers } = await fetch(`${server.url}/${path}`, { headers: { accept: 'application/json' } });
		assert.equal(headers.get('content-type'), 'application/problem+json');
	}
});
