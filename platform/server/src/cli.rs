//! The command line.

use crate::{backup, log::Format};
use clap::{Args, Parser, Subcommand};
use http::Uri;
use suyuan_web::{auth::tokens::Scope, Config};

/// The four information databases of the trace chain, their interface, and the page behind the QR code.
#[derive(Debug, Parser)]
#[command(name = "suyuan-platform", version)]
pub struct Cli {
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
	/// Format of the log: for people, or a line of JSON per event.
	#[arg(
		long,
		global = true,
		env = "SUYUAN_LOG_FORMAT",
		value_enum,
		default_value_t,
		value_name = "FORMAT"
	)]
	pub log_format: Format,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Follow the chain and serve what it says. Whatever becomes of the node or of what is written, what is there already is
	/// served. Of several processes on one database one writes, and another goes on when it ends.
	Serve {
		/// The chain.
		#[command(flatten)]
		chain: Chain,
		/// The database.
		#[command(flatten)]
		storage: Storage,
		/// The interface.
		#[command(flatten)]
		config: Config,
	},
	/// Follow the chain into the database, and serve nothing. Waits for as long as another process writes there.
	Index {
		/// The chain.
		#[command(flatten)]
		chain: Chain,
		/// The database.
		#[command(flatten)]
		storage: Storage,
		/// Stop when everything final is there and every head was compared, or when anything fails that doesn't pass by
		/// itself.
		#[arg(long)]
		once: bool,
		/// Go no further than this block. Without --once, wait there.
		#[arg(long, value_name = "BLOCK")]
		until: Option<u64>,
	},
	/// Print everything that came from the chain, a line of JSON per row: the name of the table, and the row. Two
	/// databases of one chain that end at the same block print the same lines, whatever their engine and their past,
	/// but for the blocks at which heads were compared.
	Dump {
		/// The database.
		#[command(flatten)]
		storage: Storage,
	},
	/// Serve what is indexed already, and follow no chain: beside an `index` or `serve` of the same database.
	Read {
		/// The database.
		#[command(flatten)]
		storage: Storage,
		/// The interface.
		#[command(flatten)]
		config: Config,
	},
	/// Backups of what is not on the chain.
	#[command(flatten)]
	Backup(backup::Command),
	/// Tokens for what is not on the chain.
	Token {
		/// What to do with them.
		#[command(subcommand)]
		token: Token,
		/// The database.
		#[command(flatten)]
		storage: Storage,
	},
}

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub enum Token {
	/// Make a token and print it, once: only its hash is kept.
	Add {
		/// Whom it is for.
		name: String,
		/// What it opens.
		#[arg(long = "scope", required = true, value_name = "SCOPE")]
		scopes: Vec<Scope>,
	},
	/// Print the names of all tokens, what they open, and when they were made.
	List,
	/// Take a token back.
	Remove {
		/// Whom it was for.
		name: String,
	},
}

/// Which chain to follow.
#[derive(Args, Clone, Debug)]
pub struct Chain {
	/// A node of the chain, which keeps old states: `--state-pruning archive`. Blocks with many records are large, so
	/// it should also run with `--rpc-max-response-size 128`.
	#[arg(long, env = "SUYUAN_NODE", default_value = "ws://127.0.0.1:9944", value_parser = node_url, value_name = "URL")]
	pub node: String,

	/// How many blocks go into one transaction at most, while catching up.
	#[arg(long, default_value_t = 1_024, value_parser = clap::value_parser!(u32).range(1..), value_name = "NUMBER")]
	pub batch_blocks: u32,
}

/// Refuses what can't be the address of a node, which would else be waited for.
fn node_url(url: &str) -> Result<String, String> {
	let uri: Uri = url.parse().map_err(|error| format!("this is no address: {error}"))?;
	match (uri.scheme_str(), uri.host()) {
		(Some("ws" | "wss"), Some(host)) if !host.is_empty() => Ok(url.into()),
		_ => {
			Err("a node's address begins with ws:// or wss:// and names a host, as in ws://127.0.0.1:9944"
				.into())
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_cannot_be_the_address_of_a_node_is_refused() {
		for url in ["", "127.0.0.1:9944", "http://127.0.0.1:9944", "ws://", "ws:///path"] {
			assert!(node_url(url).is_err(), "{url}");
		}
		for url in ["ws://127.0.0.1:9944", "ws://[::1]:9944", "wss://node.example/rpc"] {
			assert_eq!(node_url(url).as_deref(), Ok(url));
		}
	}
}
