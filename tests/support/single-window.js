// SPDX-License-Identifier: Apache-2.0
// A simulator of the single window 单一窗口: the real link takes a licence. The simulator gives declarations their entry
// numbers and answers with receipts, in the real shapes.

import { randomUUID } from 'node:crypto';
import { localTime, receiptTime } from './ceb.js';

/** The texts of receipts by their codes. */
export const RECEIPT_TEXTS = new Map([
	[2, '电子口岸申报中'],
	[3, '发送海关成功'],
	[100, '海关退单'],
	[120, '海关入库'],
	[300, '人工审核'],
	[399, '海关审结'],
	[500, '查验'],
	[501, '扣留移送通关'],
	[502, '扣留移送缉私'],
	[503, '扣留移送法规'],
	[599, '其他扣留'],
	[700, '退运'],
	[800, '放行'],
	[899, '结关'],
]);

/** The default time from one receipt to the next. */
const RECEIPT_INTERVAL_MS = 10 * 60_000;

/** A simulated single window, before one customs office. */
export class SimulatedSingleWindow {
	#office;
	#serial = 0;
	/** The time of the latest declaration or receipt, by entry number. */
	#latest = new Map();

	/** @param {string} office four digits, such as 5317: Shenzhen airport */
	constructor(office) {
		this.#office = office;
	}

	/**
	 * Gives a declaration its number: customs office, year, flag, serial.
	 *
	 * @param {number} declaredAt
	 * @param {'0' | 'E'} flag export, by an entry 报关单 or by a list 清单
	 */
	accept(declaredAt, flag = '0') {
		this.#serial += 1;
		const entryNumber = `${this.#office}${localTime(declaredAt).slice(0, 4)}${flag}${String(this.#serial).padStart(9, '0')}`;
		this.#latest.set(entryNumber, declaredAt);
		return entryNumber;
	}

	/** Delays the next receipt until after a moment: of a new declaration, or of the return of goods. */
	wait(entryNumber, until) {
		this.#latest.set(entryNumber, Math.max(until, this.#latestOf(entryNumber)));
	}

	/** A receipt 回执 for a declaration: CEB604Message. */
	answer(entryNumber, code, at = this.#latestOf(entryNumber) + RECEIPT_INTERVAL_MS) {
		const words = RECEIPT_TEXTS.get(code);
		if (!words) {
			throw new Error(`The single window has no receipt ${code}`);
		}
		this.#latest.set(entryNumber, at);
		return `<?xml version="1.0" encoding="UTF-8"?>
<ceb:CEB604Message guid="${randomUUID()}" version="1.0" xmlns:ceb="http://www.chinaport.gov.cn/ceb" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
	<ceb:InventoryReturn>
		<ceb:guid>${randomUUID()}</ceb:guid>
		<ceb:customsCode>${this.#office}</ceb:customsCode>
		<ceb:invtNo>${entryNumber}</ceb:invtNo>
		<ceb:returnStatus>${code}</ceb:returnStatus>
		<ceb:returnTime>${receiptTime(at)}</ceb:returnTime>
		<ceb:returnInfo>[Code:${code};Desc:${words}]</ceb:returnInfo>
	</ceb:InventoryReturn>
</ceb:CEB604Message>
`;
	}

	#latestOf(entryNumber) {
		const latest = this.#latest.get(entryNumber);
		if (latest === undefined) {
			throw new Error(`The single window never gave out ${entryNumber}`);
		}
		return latest;
	}
}
