//! The platform, started over the database that was filled.

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

/// A platform that answers.
pub struct Server {
	child: Child,
	/// Where it answers.
	pub address: SocketAddr,
	/// The token of its exchange interface.
	pub token: String,
}

/// Starts it and waits until it answers.
pub async fn start(platform: &Path, file: &Path) -> anyhow::Result<Server> {
	let database = format!("sqlite:{}", file.display());
	let token = || Command::new(platform);
	// One of an earlier run has a hash alone.
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
	// Free just now, and nobody else on this machine is told of it.
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

/// The most memory that a process took so far.
pub fn peak_memory(process: u32) -> Option<u64> {
	let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
	let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
	Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1_024)
}

impl Server {
	/// The most memory that it took so far.
	pub fn memory_bytes(&self) -> Option<u64> {
		peak_memory(self.child.id()?)
	}

	/// Stops it as an operator does.
	pub async fn stop(mut self) -> anyhow::Result<()> {
		if let Some(id) = self.child.id() {
			Command::new("kill").args(["-TERM", &id.to_string()]).status().await?;
		}
		let status = self.child.wait().await?;
		anyhow::ensure!(status.success(), "the platform ended with {status}");
		Ok(())
	}
}
