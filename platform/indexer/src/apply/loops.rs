// SPDX-License-Identifier: Apache-2.0

//! Events of loops, each of which carries the whole loop, and of waybills, which name none.

use super::{name, text};
use crate::{
	batch::{At, Batch},
	declarations::{LoopOf, OrderOf, WaybillChange, WaybillOf},
};
use anyhow::Context;
use serde_json::Value;

/// Applies an event of pallet reconciliation.
pub fn take(batch: &mut Batch, at: At, event: &str, fields: &Value) -> anyhow::Result<()> {
	match event {
		"LoopChanged" => {
			let order = order_of(text(fields, "merchant")?, &fields["order"])?;
			let view = &fields["view"];
			let state = name(&view["state"]).context("a loop of no state")?.to_string();
			let digest = text(view, "digest")?.to_string();
			if let Some(entry_number) = view["declared"]["entry_number"].as_str() {
				// The event of a declaration comes after that of its loop, and of the first there is no row yet.
				if let Some(row) = batch.declarations.change(&[entry_number.into()]) {
					row.set("loop_state", state.as_str()).set("loop_digest", digest.as_str());
				}
			}
			batch.loop_states.insert(order.clone(), (at.block, state.clone(), digest));
			for waybill in view["waybills"].as_array().into_iter().flatten() {
				let key = waybill_of(&order.0, &waybill["key"])?;
				let told = Some(order.clone());
				batch.waybills.insert(key, WaybillChange { time: at.time, told });
			}
			let stands = LoopOf { state, detail: view.to_string(), changed_at: at.time };
			batch.loops.insert(order, (!is_empty(view)).then_some(stands));
		}
		"LoopReaped" => {
			batch.loops.insert(order_of(text(fields, "merchant")?, &fields["order"])?, None);
		}
		"WaybillChanged" => {
			let key = waybill_of(text(fields, "merchant")?, &fields["waybill"])?;
			batch.waybills.insert(key, WaybillChange { time: at.time, told: None });
		}
		// No declaration names a waybill that is reaped.
		_ => (),
	}
	Ok(())
}

/// Reads the key of a loop: its merchant, and the order.
pub fn order_of(merchant: &str, order: &Value) -> anyhow::Result<OrderOf> {
	let part = |field| anyhow::Ok(text(order, field)?.to_string());
	Ok((merchant.into(), part("platform")?, part("merchant")?, part("number")?))
}

/// Reads the key of a waybill: the merchant whose goods it carries, and its own.
pub fn waybill_of(merchant: &str, waybill: &Value) -> anyhow::Result<WaybillOf> {
	Ok((merchant.into(), text(waybill, "company")?.into(), text(waybill, "number")?.into()))
}

/// Returns true if a loop has no document any more. The chain removes it then.
fn is_empty(view: &Value) -> bool {
	view["order"].is_null()
		&& view["declared"].is_null()
		&& view["receipts"].as_array().is_none_or(|receipts| receipts.is_empty())
}
