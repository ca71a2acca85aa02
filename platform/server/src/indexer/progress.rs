//! How far the indexer has come.

/// How far the indexer has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
	/// The last block whose facts are all here.
	pub indexed: u64,
	/// The last block that the node calls final.
	pub finalised: u64,
	/// Whether the node is connected.
	pub connected: bool,
	/// Whether the indexer has once reached the last final block. It is behind by a moment from time to time after
	/// that, but no more so than any reader of the chain.
	pub caught_up: bool,
	/// How many heads do not agree with the chain.
	pub disagreeing: u64,
}

impl Progress {
	/// Whether what is served is what the chain says: the node is there and everything final is here.
	pub fn is_ready(&self) -> bool {
		self.connected && self.caught_up
	}
}
