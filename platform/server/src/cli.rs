// SPDX-License-Identifier: Apache-2.0

//! Command line interface of the platform.

use crate::{backup, log::Format, storage::Storage};
use clap::{Args, Parser, Subcommand};
use http::Uri;
use suyuan_web::{auth::tokens::Scope, Config};

/// The four information databases of the trace chain, their interface, and the page behind the QR code.
#[derive(Debug, Parser)]
#[command(name = "suyuan-platform", version)]
pub struct Cli {
	/// Command that the process runs.
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

/// Commands of the platform.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Follow the chain and serve its data. Whatever becomes of the node or of writing, indexed data is served. Of several
	/// processes on one database one writes, and another goes on when it ends.
	Serve {
		/// Chain that the indexer follows.
		#[command(flatten)]
		chain: Chain,
		/// Database that is written and served.
		#[command(flatten)]
		storage: Storage,
		/// Settings of the interface.
		#[command(flatten)]
		config: Config,
	},
	/// Follow the chain into the database, and serve nothing. Waits for as long as another process writes there.
	Index {
		/// Chain that the indexer follows.
		#[command(flatten)]
		chain: Chain,
		/// Database that the indexer writes.
		#[command(flatten)]
		storage: Storage,
		/// Stop once all final blocks are indexed and all heads compared, or at an error that doesn't pass by itself.
		#[arg(long)]
		once: bool,
		/// Index no further than this block. Without --once, wait there.
		#[arg(long, value_name = "BLOCK")]
		until: Option<u64>,
	},
	/// Print all data that came from the chain, a line of JSON per row: the name of the table, and the row. Two databases
	/// of one chain that end at the same block print the same lines, whatever their engine and their past, but for the
	/// blocks at which heads were compared.
	Dump {
		/// Database whose rows are printed.
		#[command(flatten)]
		storage: Storage,
	},
	/// Count anew what is counted beside the tables: units, declarations, loops and participants. Refused while another process
	/// writes. Prints how many counts were wrong.
	Recount {
		/// Database whose counts are made anew.
		#[command(flatten)]
		storage: Storage,
	},
	/// Serve indexed data, and follow no chain: beside an `index` or `serve` of the same database.
	Read {
		/// Database whose rows are served.
		#[command(flatten)]
		storage: Storage,
		/// Database that takes what requests bring, such as the query log and comments, if --database is a copy that only
		/// reads: that of the server which leads. Reading goes on while it is away, and what waits is written afterwards.
		#[arg(long, env = "SUYUAN_WRITE_DATABASE", value_name = "URL", hide_env_values = true)]
		write_database: Option<String>,
		/// Settings of the interface.
		#[command(flatten)]
		config: Config,
	},
	/// Print the anchor of evidence, as a regulator publishes it from its own node: the first block and its validators.
	Anchor {
		/// Node that has the state of the first block, or whose validators never changed.
		#[arg(long, env = "SUYUAN_NODE", default_value = "ws://127.0.0.1:9944", value_parser = node_url, value_name = "URL")]
		node: String,
	},
	/// The vault's log of its readers.
	VaultLog {
		/// Command to run on the log.
		#[command(subcommand)]
		log: VaultLog,
		/// Database of the vault.
		#[command(flatten)]
		storage: Storage,
	},
	/// Backups of data that is not on the chain.
	#[command(flatten)]
	Backup(backup::Command),
	/// Tokens for data that is not on the chain.
	Token {
		/// Command to run on the tokens.
		#[command(subcommand)]
		token: Token,
		/// Database that keeps the tokens.
		#[command(flatten)]
		storage: Storage,
	},
}

/// Commands for the tokens of clients.
#[derive(Debug, Subcommand)]
pub enum Token {
	/// Create a token and print it, once: only its hash is stored.
	Add {
		/// Name of the holder.
		name: String,
		/// Scope that the token grants.
		#[arg(long = "scope", required = true, value_name = "SCOPE")]
		scopes: Vec<Scope>,
	},
	/// Print the names of all tokens, their scopes and times of creation.
	List,
	/// Delete a token, which from then on grants nothing.
	Remove {
		/// Name of the holder.
		name: String,
	},
}

/// Commands for the log of the vault.
#[derive(Debug, Subcommand)]
pub enum VaultLog {
	/// Replay the log, and compare it with its head, or with one that was noted earlier. Prints the head, which is there to be
	/// noted elsewhere.
	Check {
		/// Number of entries of the head that was noted.
		#[arg(requires = "digest")]
		seq: Option<i64>,
		/// Digest of the head that was noted, 0x hexadecimal.
		digest: Option<String>,
	},
}

/// Node of the chain that the indexer follows.
#[derive(Args, Clone, Debug)]
pub struct Chain {
	/// Node of the chain, which keeps the events of every block: `--keep-events`. Blocks with many records are large, so it
	/// should also run with `--rpc-max-response-size 128`.
	#[arg(long, env = "SUYUAN_NODE", default_value = "ws://127.0.0.1:9944", value_parser = node_url, value_name = "URL")]
	pub node: String,

	/// Blocks that go into one transaction at most, while catching up.
	#[arg(long, default_value_t = 1_024, value_parser = clap::value_parser!(u32).range(1..), value_name = "NUMBER")]
	pub batch_blocks: u32,
}

/// Refuses a text that can't be the URL of a node, whose connection would otherwise be waited for.
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
