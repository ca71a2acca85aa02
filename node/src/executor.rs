// SPDX-License-Identifier: Apache-2.0

//! A WASM executor whose errors are short.
//!
//! When a call of the runtime ends in a trap, the SDK's executor returns a backtrace: a line for each frame of the stack,
//! some 350 KB of a stack that overflowed. That error goes into the log and into the answer to the client that made the
//! runtime trap, once for every transaction. Here it is cut to one line first, and counted.

use crate::text::shortened;
use sc_executor::{
	error::{Error, MessageWithBacktrace, Result},
	Externalities, RuntimeVersion, RuntimeVersionOf, WasmExecutor,
};
use sp_core::traits::{CallContext, CodeExecutor, ReadRuntimeVersion, RuntimeCode};
use sp_runtime_interface::sp_wasm_interface::HostFunctions;
use substrate_prometheus_endpoint::{register, Counter, Registry, U64};

/// The longest error message, in bytes.
const MAX_MESSAGE_BYTES: usize = 200;

/// The beginning of the SDK's error message of every call that trapped or panicked.
const ABORTED: &str = "Execution aborted due to ";

/// The SDK's WASM executor with short errors.
pub(crate) struct Executor<H> {
	inner: WasmExecutor<H>,
	aborted_calls: Option<Counter<U64>>,
}

// A derived implementation would ask the same of the host functions, which are a type only.
impl<H> Clone for Executor<H> {
	fn clone(&self) -> Self {
		Self { inner: self.inner.clone(), aborted_calls: self.aborted_calls.clone() }
	}
}

impl<H> Executor<H> {
	/// Wraps the SDK's executor, and registers the counter of aborted calls.
	pub(crate) fn new(inner: WasmExecutor<H>, registry: Option<&Registry>) -> Self {
		let aborted_calls = registry.and_then(|registry| {
			let help = "Calls of the runtime that ended in a trap or a panic";
			let counter = Counter::new("suyuan_runtime_aborted_calls", help).ok()?;
			register(counter, registry)
				.inspect_err(|error| log::warn!("No metrics of the executor: {error}"))
				.ok()
		});
		Self { inner, aborted_calls }
	}
}

impl<H: HostFunctions> CodeExecutor for Executor<H> {
	type Error = Error;

	fn call(
		&self,
		ext: &mut dyn Externalities,
		runtime_code: &RuntimeCode,
		method: &str,
		data: &[u8],
		context: CallContext,
	) -> (Result<Vec<u8>>, bool) {
		let (result, is_native) = self.inner.call(ext, runtime_code, method, data, context);
		let result = result.map_err(|error| {
			let error = short(error);
			if matches!(error, Error::AbortedDueToPanic(_) | Error::AbortedDueToTrap(_)) {
				if let Some(counter) = &self.aborted_calls {
					counter.inc();
				}
				log::debug!("{} aborted: {error}", shortened(method, MAX_MESSAGE_BYTES));
			}
			error
		});
		(result, is_native)
	}
}

impl<H: HostFunctions> RuntimeVersionOf for Executor<H> {
	fn runtime_version(
		&self,
		ext: &mut dyn Externalities,
		runtime_code: &RuntimeCode,
	) -> Result<RuntimeVersion> {
		self.inner.runtime_version(ext, runtime_code).map_err(short)
	}
}

impl<H: HostFunctions> ReadRuntimeVersion for Executor<H> {
	fn read_runtime_version(
		&self,
		wasm_code: &[u8],
		ext: &mut dyn Externalities,
	) -> std::result::Result<Vec<u8>, String> {
		self.inner.read_runtime_version(wasm_code, ext).map_err(|error| shortened(&error, MAX_MESSAGE_BYTES))
	}
}

/// Removes the backtrace of an error, and cuts its message to one line.
fn short(error: Error) -> Error {
	let without_backtrace = |MessageWithBacktrace { message, .. }| MessageWithBacktrace {
		message: shortened(&message, MAX_MESSAGE_BYTES),
		backtrace: None,
	};
	match error {
		Error::AbortedDueToPanic(message) => Error::AbortedDueToPanic(without_backtrace(message)),
		Error::AbortedDueToTrap(message) => Error::AbortedDueToTrap(without_backtrace(message)),
		Error::MethodNotFound(name) => Error::MethodNotFound(shortened(&name, MAX_MESSAGE_BYTES)),
		Error::RuntimePanicked(message) => Error::RuntimePanicked(shortened(&message, MAX_MESSAGE_BYTES)),
		Error::Other(message) => Error::Other(shortened(&message, MAX_MESSAGE_BYTES)),
		other => other,
	}
}

/// Tells a trap or panic of the runtime from other errors of the client.
///
/// By the words of the message, because on its way through the state machine the error loses its type.
pub(crate) fn is_aborted(error: &sp_blockchain::Error) -> bool {
	match error {
		sp_blockchain::Error::Execution(error) => error.to_string().starts_with(ABORTED),
		_ => false,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_executor::error::Backtrace;

	fn with_backtrace(message: &str) -> MessageWithBacktrace {
		let backtrace_string = "  0: 0x1234 - suyuan_runtime.wasm!decode\n".repeat(10_000);
		MessageWithBacktrace { message: message.into(), backtrace: Some(Backtrace { backtrace_string }) }
	}

	#[test]
	fn an_error_has_one_line_whatever_the_stack_was() {
		let trap = Error::AbortedDueToTrap(with_backtrace("wasm trap: out of bounds memory access"));
		assert!(trap.to_string().len() > 400_000);
		assert_eq!(
			short(trap).to_string(),
			"Execution aborted due to trap: wasm trap: out of bounds memory access"
		);
		let panic = Error::AbortedDueToPanic(with_backtrace(&"no\n".repeat(1_000)));
		assert_eq!(short(panic).to_string(), "Execution aborted due to panic: no");
	}

	#[test]
	fn the_input_of_a_client_is_cut() {
		let text = "x".repeat(1_000_000);
		for error in [
			Error::MethodNotFound(text.clone()),
			Error::Other(text.clone()),
			Error::RuntimePanicked(text.clone()),
			Error::AbortedDueToPanic(with_backtrace(&text)),
		] {
			let length = short(error).to_string().len();
			assert!(length < 2 * MAX_MESSAGE_BYTES, "{length}");
		}
	}

	#[test]
	fn a_trap_is_told_from_other_errors() {
		let client_error = |error: Error| sp_blockchain::Error::Execution(Box::new(error));
		assert!(is_aborted(&client_error(short(Error::AbortedDueToTrap(with_backtrace("trap"))))));
		assert!(is_aborted(&client_error(short(Error::AbortedDueToPanic(with_backtrace("panic"))))));
		assert!(!is_aborted(&client_error(Error::InvalidMemoryReference)));
		assert!(!is_aborted(&sp_blockchain::Error::UnknownBlock("State already discarded".into())));
	}
}
