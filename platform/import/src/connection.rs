// SPDX-License-Identifier: Apache-2.0
//! Tells errors of the connection to a node from all others.
//!
//! A node that shuts down ends its subscriptions first, then can't validate any more, and closes its connections last;
//! meanwhile it still answers simple requests. So the kind of an error decides, and the node is asked only where the kind
//! doesn't tell.

use std::error::Error;
use subxt::{
	error::{BackendError, BlocksError, EventsError, OnlineClientAtBlockError, RpcError as BackendRpcError},
	rpcs::Error as RpcError,
};

/// The state of a connection, as far as an error tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Connection {
	/// Broken, or ended by the node.
	Lost,
	/// Unknown: the node answered with an error of its own, as one that shuts down may.
	Unclear,
	/// Not the cause: the chain refused, or something on this machine failed.
	Intact,
}

impl Connection {
	/// The state that an error leaves the connection in.
	pub(crate) fn after(error: &anyhow::Error) -> Self {
		error.chain().find_map(after_cause).unwrap_or(Self::Intact)
	}
}

/// `None` for a cause that is no error of the client.
fn after_cause(cause: &(dyn Error + 'static)) -> Option<Connection> {
	let rpc = || cause.downcast_ref().map(after_rpc);
	let blocks = || cause.downcast_ref().map(after_blocks);
	let block = || cause.downcast_ref().map(after_block);
	let events = || cause.downcast_ref().map(after_events);
	rpc().or_else(blocks).or_else(block).or_else(events)
}

fn after_rpc(error: &RpcError) -> Connection {
	match error {
		RpcError::Client(_) | RpcError::DisconnectedWillReconnect(_) => Connection::Lost,
		RpcError::User(_) => Connection::Unclear,
		_ => Connection::Intact,
	}
}

fn after_backend(error: &BackendError) -> Connection {
	match error {
		BackendError::Rpc(BackendRpcError::ClientError(error)) => after_rpc(error),
		BackendError::Rpc(BackendRpcError::SubscriptionDropped) => Connection::Lost,
		_ => Connection::Unclear,
	}
}

fn after_blocks(error: &BlocksError) -> Connection {
	match error {
		BlocksError::CannotGetCurrentBlock(error) => after_block(error),
		BlocksError::CannotGetBlockHeaderStream(error) | BlocksError::CannotGetBlockHeader(error) => {
			after_backend(error)
		}
		_ => Connection::Intact,
	}
}

fn after_block(error: &OnlineClientAtBlockError) -> Connection {
	use OnlineClientAtBlockError::*;
	match error {
		CannotGetCurrentBlock { reason }
		| CannotGetBlockHash { reason, .. }
		| CannotGetBlockHeader { reason, .. }
		| CannotGetSpecVersion { reason, .. } => after_backend(reason),
		// The reason is text, whatever it was.
		CannotGetMetadata { .. } => Connection::Unclear,
		_ => Connection::Intact,
	}
}

fn after_events(error: &EventsError) -> Connection {
	match error {
		EventsError::CannotFetchEventBytes(error) => after_backend(error),
		_ => Connection::Intact,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use anyhow::{anyhow, Context};

	fn closed() -> RpcError {
		RpcError::Client("the background task closed; restart required".into())
	}

	fn internal() -> RpcError {
		RpcError::User(serde_json::from_str(r#"{ "code": -32603, "message": "Internal error" }"#).unwrap())
	}

	/// The errors in which an error of the RPC client reaches the sender, each with a context as there.
	fn wrapped(error: fn() -> RpcError) -> Vec<anyhow::Error> {
		let backend = || BackendError::from(error());
		let current = || OnlineClientAtBlockError::CannotGetCurrentBlock { reason: backend() };
		let number = OnlineClientAtBlockError::CannotGetBlockHash { block_number: 7, reason: backend() };
		vec![
			Err::<(), _>(error()).context("it isn't counted").unwrap_err(),
			Err::<(), _>(current()).context("nothing is final").unwrap_err(),
			Err::<(), _>(number).context("no such block").context("at all").unwrap_err(),
			BlocksError::CannotGetCurrentBlock(current()).into(),
			BlocksError::CannotGetBlockHeaderStream(backend()).into(),
			BlocksError::CannotGetBlockHeader(backend()).into(),
			EventsError::CannotFetchEventBytes(backend()).into(),
		]
	}

	#[test]
	fn a_connection_that_closes_is_lost_whatever_was_asked() {
		for error in wrapped(closed) {
			assert_eq!(Connection::after(&error), Connection::Lost, "{error:?}");
		}
		let dropped = BackendError::from(BackendRpcError::SubscriptionDropped);
		let dropped = anyhow::Error::from(BlocksError::CannotGetBlockHeader(dropped));
		assert_eq!(Connection::after(&dropped), Connection::Lost);
	}

	#[test]
	fn an_error_that_the_node_answers_with_does_not_tell() {
		for error in wrapped(internal) {
			assert_eq!(Connection::after(&error), Connection::Unclear, "{error:?}");
		}
	}

	#[test]
	fn refusals_of_the_chain_and_failures_of_this_machine_leave_the_connection_intact() {
		for error in [
			anyhow!("the call is refused: Revoked"),
			std::io::Error::other("the disk is full").into(),
			OnlineClientAtBlockError::BlockNotFound { block_number: 7 }.into(),
			RpcError::Decode("too short".into()).into(),
		] {
			assert_eq!(Connection::after(&error), Connection::Intact, "{error:?}");
		}
	}
}
