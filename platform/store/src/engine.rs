//! The two engines.

/// Which engine keeps the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
	/// Embedded: a file beside the process.
	Sqlite,
	/// A server.
	Postgres,
}
