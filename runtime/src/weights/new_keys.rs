//! Keys that calls of our own pallets may bring into the state, for whoever bounds what an account leaves there.

use crate::RuntimeCall;

/// The most keys that a call of units, blocks, customs, loops and seats may bring into the state by itself. Calls that carry
/// others count for nothing; each of those counts by itself.
pub fn max_new_keys(call: &RuntimeCall) -> usize {
	match call {
		RuntimeCall::TraceUnits(call) => call.max_new_keys(),
		RuntimeCall::ProductInfo(call) => call.max_new_keys(),
		RuntimeCall::TransactionInfo(call) => call.max_new_keys(),
		RuntimeCall::LogisticsInfo(call) => call.max_new_keys(),
		RuntimeCall::CustomsInfo(call) => call.max_new_keys(),
		RuntimeCall::Customs(call) => call.max_new_keys(),
		RuntimeCall::ValidatorSeats(call) => call.max_new_keys(),
		_ => 0,
	}
}
