// SPDX-License-Identifier: Apache-2.0

//! # A hostile peer
//!
//! `suyuan-hostile-peer` connects to a node as a full node of its chain does, with the SDK's own network, and sends over the
//! transaction protocol what it is told on its standard input, a command a line:
//!
//! - `forged <messages> <transactions>`: messages of so many transactions each, whose signatures are forged
//! - `malformed <messages>`: messages that can't be decoded
//! - `send <hex>`: one message with this transaction
//!
//! After each it prints `sent <messages>`; and `opened` and `closed` as the node opens and closes the protocol.

mod command;
mod messages;
mod peer;

use anyhow::Context;
use clap::Parser;
use command::Command;
use messages::Messages;
use peer::{Peer, Seen};
use sc_network::config::MultiaddrWithPeerId;
use std::{io::stdin, net::SocketAddr, str::FromStr, thread};
use suyuan_runtime::Hash;
use tokio::sync::mpsc;

/// Sends a node what no honest node would, as told on the standard input.
#[derive(Debug, Parser)]
struct Cli {
	/// The address of the node, with its peer id.
	#[arg(long)]
	node: MultiaddrWithPeerId,

	/// The hash of the chain's first block.
	#[arg(long, value_parser = Hash::from_str)]
	genesis: Hash,

	/// The address to listen on.
	#[arg(long, default_value = "127.0.0.1:0")]
	listen: SocketAddr,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
	let cli = Cli::parse();
	let target = cli.node.peer_id;
	let mut peer = Peer::start(cli.node, cli.genesis, cli.listen)?;
	println!("peer {}", peer.id());
	let mut messages = Messages::default();
	let (lines, mut commands) = mpsc::unbounded_channel();
	// A thread of its own, because reading the standard input blocks.
	thread::spawn(move || stdin().lines().map_while(Result::ok).try_for_each(|line| lines.send(line)));
	loop {
		tokio::select! {
			seen = peer.next() => match seen.context("the network ended")? {
				Seen::Opened(who) if who == target => println!("opened"),
				Seen::Closed(who) if who == target => println!("closed"),
				_ => (),
			},
			line = commands.recv() => {
				let Some(line) = line else { return Ok(()) };
				let mut sent = 0;
				for message in messages.of(&line.parse::<Command>()?) {
					if !peer.send(&target, message).await {
						break;
					}
					sent += 1;
				}
				println!("sent {sent}");
			}
		}
	}
}
