// SPDX-License-Identifier: Apache-2.0
//! The platform as a process, over the database that was filled.

use anyhow::{bail, Context};
use std::{
	fs,
	net::SocketAddr,
	path::Path,
	process::Stdio,
	time::{Duration, Instant},
};
use tokio::{
	net::{TcpListener, TcpStream},
	process::{Child, Command},
	time::sleep,
};

/// A running platform.
pub(crate) struct Server {
	child: Child,
	pub(crate) address: SocketAddr,
	/// The token of its exchange interface.
	pub(crate) token: String,
}

/// Starts the platform and waits until it answers.
pub(crate) async fn start(platform: &Path, file: &Path) -> anyhow::Result<Server> {
	let database = format!("sqlite:{}", file.display());
	let token = || Command::new(platform);
	// A token of an earlier run has only its hash in the database.
	let _ = token()
		.args(["token", "remove", "load", "--database", &database])
		.stderr(Stdio::null())
		.status()
		.await;
	let added = token()
		.args(["token", "add", "load", "--scope", "exchange", "--database", &database])
		.stderr(Stdio::null())
		.output()
		.await
		.with_context(|| format!("can't run {}", platform.display()))?;
	let token = String::from_utf8(added.stdout)?.trim().to_owned();
	// Free just now, and no other process of this machine is given it.
	let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
	let mut child = Command::new(platform)
		.args([
			"read",
			"--database",
			&database,
			"--listen",
			&address.to_string(),
			"--requests-per-second",
			"0",
		])
		.env("RUST_LOG", "warn")
		.stdout(Stdio::null())
		.kill_on_drop(true)
		.spawn()?;
	let begun = Instant::now();
	while TcpStream::connect(address).await.is_err() {
		if let Some(status) = child.try_wait()? {
			bail!("the platform ended before it answered: {status}");
		}
		if begun.elapsed() > Duration::from_secs(60) {
			bail!("the platform doesn't answer");
		}
		sleep(Duration::from_millis(50)).await;
	}
	Ok(Server { child, address, token })
}

/// The peak memory of a process so far.
pub(crate) fn peak_memory(process: u32) -> Option<u64> {
	let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
	let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
	Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1_024)
}

impl Server {
	/// The platform's peak memory so far.
	pub(crate) fn memory_bytes(&self) -> Option<u64> {
		peak_memory(self.child.id()?)
	}

	/// Stops the platform as an operator does.
	pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
		if let Some(id) = self.child.id() {
			Command::new("kill").args(["-TERM", &id.to_string()]).status().await?;
		}
		let status = self.child.wait().await?;
		anyhow::ensure!(status.success(), "the platform ended with {status}");
		Ok(())
	}
}
