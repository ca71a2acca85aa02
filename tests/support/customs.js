// SPDX-License-Identifier: Apache-2.0
// Filings and declarations: the calls of exporters, brokers, departments and customs.

import { broker, manufacturer, regulators, seats } from './accounts.js';
import { declaredUnits, statusesOf } from './ceb.js';
import { submit } from './chain.js';
import { MAX_PAGE_SIZE } from './genealogy.js';
import { SimulatedSingleWindow } from './single-window.js';
import { evidence, pieces } from './values.js';

/** The simulated single window, before the customs of Shenzhen airport. */
export const singleWindow = new SimulatedSingleWindow('5317');

/** The customs registration code 海关注册编码 of the manufacturer. */
export const CUSTOMS_CODE = '4403160SL1';

/** The receipts of a clearance that goes well: received, concluded, released, closed. */
export const CLEARANCE_RECEIPTS = [120, 399, 800, 899];

const MODES = ['General', 'MarketProcurement', 'DirectToConsumer', 'DirectToBusiness', 'OverseasWarehouse', 'BondedZone'];
const DEPARTMENTS = ['Commerce', 'Customs', 'ForeignExchange', 'Tax', 'PortOffice', 'MarketSupervision'];

/** A set of the vocabulary: a flag for every possible member, by its name. */
function flagSet(all, members) {
	return Object.fromEntries(all.map((member) => {
		return [member[0].toLowerCase() + member.slice(1), members.includes(member)];
	}));
}

export const modes = (...members) => flagSet(MODES, members);
export const departments = (...members) => flagSet(DEPARTMENTS, members);

/** The registration that a filing has by default. */
export const REGISTRATION = evidence('BusinessLicence', '海关进出口货物收发货人备案回执 4403160SL1');
export const LEASE = evidence('Other', '海外仓租赁合同 Ontario Cross-Border Warehouse 3, 2026-2028');

/** Files 备案 for an exporter: its modes of export, with documents. */
export function file(api, exporter, scope, documents = [REGISTRATION]) {
	return submit(api, exporter.account, api.tx.customs.file(CUSTOMS_CODE, modes(...scope), documents));
}

export async function filingOf(api, exporter) {
	return (await api.call.traceApi.filing(exporter.account.address)).unwrapOr(undefined);
}

/** The call for a verdict on a filing as it stands. */
export async function filingVerdict(api, exporter, agrees = true, reason = null) {
	const { address } = exporter.account;
	const { filingHash } = (await api.query.customs.filings(address)).unwrap();
	return api.tx.customs.decideFiling(address, filingHash, agrees, reason);
}

/** Gives the same verdict on a filing for departments, all at once: none waits for another. */
export async function decideFiling(api, exporter, by = regulators, ...verdict) {
	const call = await filingVerdict(api, exporter, ...verdict);
	return Promise.all(by.map((seat) => submit(api, seat, call)));
}

/** Files for an exporter, and has every department agree. */
export async function fileAndAgree(api, exporter, ...scope) {
	await file(api, exporter, scope);
	await decideFiling(api, exporter);
}

/** Declares goods 申报 under a number that the single window gives. */
export async function declare(api, form, by = broker) {
	const entryNumber = singleWindow.accept(form.heading.declaredAt);
	await submit(api, by.account, api.tx.customs.declare(entryNumber, form));
	return entryNumber;
}

export async function amend(api, entryNumber, form, by = broker) {
	const outcome = await submit(api, by.account, api.tx.customs.amend(entryNumber, form));
	singleWindow.wait(entryNumber, form.heading.declaredAt);
	return outcome;
}

/** The call for a verdict on a declaration as it stands. */
export async function verdict(api, entryNumber, agrees = true, reason = null) {
	const { declaration: { declarationHash }, loopDigest } = await declarationOf(api, entryNumber);
	return api.tx.customs.decide(entryNumber, declarationHash, loopDigest, agrees, reason);
}

/** Gives the same verdict on a declaration for departments, all at once: none waits for another. */
export async function decide(api, entryNumber, by = regulators, ...said) {
	const call = await verdict(api, entryNumber, ...said);
	return Promise.all(by.map((seat) => submit(api, seat, call)));
}

/** The call of customs that follows from a receipt of the single window. */
export function advanceBy(api, receipt) {
	const [{ entryNumber, status, code, changedAt }] = statusesOf(receipt);
	return api.tx.customs.advance(entryNumber, status, code, changedAt);
}

/** Advances a declaration by receipt after receipt. */
export function advance(api, entryNumber, ...codes) {
	const calls = codes.map((code) => advanceBy(api, singleWindow.answer(entryNumber, code)));
	return submit(api, seats.customs, calls.length === 1 ? calls[0] : api.tx.utility.batchAll(calls));
}

/**
 * The declaration of units of the manufacturer, with the order and the waybill of these items.
 *
 * @param {object} items
 * @param {string[]} codes
 * @param {object} [heading] other values of its heading
 */
export function formOf(items, codes, heading = {}) {
	const { lines: [line], portOfDeparture, portOfArrival, declaredAt } = items.declaration.Declaration;
	const { key, packages, grossWeight } = items.transport.Transport.waybill;
	return {
		declarant: manufacturer.account.address,
		heading: {
			mode: 'DirectToConsumer',
			portOfDeparture,
			portOfArrival,
			destination: 'US',
			declaredAt,
			order: items.order.Order.key,
			waybills: [key],
			packages,
			grossWeight,
			...heading,
		},
		lines: [{ ...line, quantity: pieces(codes.length) }],
		units: declaredUnits([codes]),
	};
}

/** Clears units of the manufacturer through customs with one declaration, from declared to closed. */
export async function clear(api, items, ...codes) {
	const filing = await filingOf(api, manufacturer);
	if (!filing?.standing.isGood) {
		await fileAndAgree(api, manufacturer, 'DirectToConsumer');
	}
	const entryNumber = await declare(api, formOf(items, codes));
	await decide(api, entryNumber);
	await advance(api, entryNumber, ...CLEARANCE_RECEIPTS);
	return entryNumber;
}

export async function declarationOf(api, entryNumber) {
	return (await api.call.traceApi.declaration(entryNumber)).unwrapOr(undefined);
}

/** The reconciliation of an order of a merchant, with all its documents. */
export async function loopOf(api, order, merchant = manufacturer) {
	return (await api.call.traceApi.reconciliation(merchant.account.address, order)).unwrapOr(undefined);
}

/** The work list of a department: entry numbers, and addresses of exporters that filed. */
export async function workListOf(api, department, limit = MAX_PAGE_SIZE) {
	const items = [];
	for (let from = null; ;) {
		const page = await api.call.traceApi.workList(department, from, limit);
		items.push(...page.items.map(matterName));
		if (page.next.isNone) {
			return items;
		}
		from = page.next;
	}
}

export function matterName(matter) {
	return matter.isFiling ? matter.asFiling.toString() : matter.asDeclaration.toUtf8();
}
