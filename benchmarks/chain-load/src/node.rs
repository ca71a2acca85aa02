// SPDX-License-Identifier: Apache-2.0
//! The nodes under load: processes with a chain of their own in a temporary folder.

use crate::machine::children_cpu_seconds;
use anyhow::{bail, ensure, Context};
use std::{
	collections::VecDeque,
	ffi::OsStr,
	fs::File,
	io::{BufRead, BufReader, Write},
	os::unix::process::CommandExt,
	path::{Path, PathBuf},
	process::{Child, ChildStderr, Command, Stdio},
	sync::{mpsc, Arc, Mutex},
	thread,
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// The flags of every node.
///
/// Beside these come the chain, the folder, and the flags that the generator's command line adds.
const FLAGS: &[&str] = &[
	// Any free port, and only on this machine.
	"--rpc-port=0",
	"--listen-addr=/ip4/127.0.0.1/tcp/0",
	"--no-mdns",
	"--no-prometheus",
	"--no-telemetry",
	// Room for transactions that wait and for those that are included and not yet final: the window keeps the first few.
	"--pool-limit=65536",
	"--pool-kbytes=262144",
	// A full block and its events, as hexadecimal digits.
	"--rpc-max-request-size=32",
	"--rpc-max-response-size=64",
];

/// The chain that a node starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChainKind {
	/// One node, which authors and finalises alone.
	Dev,
	/// Four validators on this machine.
	Local,
}

/// The validators of [`ChainKind::Local`], as the command line of the node calls them.
const VALIDATORS: [&str; 4] = ["--alice", "--bob", "--charlie", "--dave"];

const READY_LINE: &str = "Running JSON-RPC server: addr=127.0.0.1:";
const READY_TIMEOUT: Duration = Duration::from_secs(240);
const LOG_TAIL_LINES: usize = 20;

/// The longest that a node may take to close its database.
const STOP_TIMEOUT: Duration = Duration::from_secs(60);
const STOP_POLL_INTERVAL: Duration = Duration::from_millis(50);

/// The processes that run now: a second signal ends them without their owners.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Ends every node that this process started.
pub(crate) fn kill_all() {
	for pid in RUNNING.lock().expect("no thread panics while it holds the lock; qed").drain(..) {
		let _ = Command::new("kill").args(["-KILL", &pid.to_string()]).status();
	}
}

/// Settings with which nodes are started.
#[derive(Clone, Debug)]
pub(crate) struct Starter {
	/// The node's binary.
	pub(crate) binary: PathBuf,
	/// The folder for temporary folders.
	pub(crate) folder: PathBuf,
	/// Flags beside those of every node.
	pub(crate) extra: Vec<String>,
}

impl Starter {
	/// The flags of every node, for the report.
	pub(crate) fn flags(&self) -> Vec<String> {
		FLAGS.iter().map(|flag| flag.to_string()).chain(self.extra.clone()).collect()
	}

	/// Starts the first node of a chain and waits until it answers.
	pub(crate) fn first(&self, chain: ChainKind) -> anyhow::Result<Node> {
		match chain {
			ChainKind::Dev => self.start(&["--dev"]),
			ChainKind::Local => self.validator(VALIDATORS[0], &[]),
		}
	}

	/// Starts the other nodes of a chain, which find the first one at `addresses`.
	pub(crate) fn others(&self, chain: ChainKind, addresses: &[String]) -> anyhow::Result<Vec<Node>> {
		match chain {
			ChainKind::Dev => Ok(vec![]),
			ChainKind::Local => {
				VALIDATORS[1..].iter().map(|validator| self.validator(validator, addresses)).collect()
			}
		}
	}

	fn validator(&self, who: &str, addresses: &[String]) -> anyhow::Result<Node> {
		let mut flags = vec!["--chain=local", who, "--unsafe-force-node-key-generation"];
		flags.extend(addresses.iter().flat_map(|address| ["--bootnodes", address.as_str()]));
		self.start(&flags)
	}

	/// Starts a node that authors nothing, on the database of a development chain in `data`.
	///
	/// With `core` it runs on that core alone.
	pub(crate) fn follower(&self, data: &Path, core: Option<usize>) -> anyhow::Result<Node> {
		self.start_on(self.temporary_folder()?, data.into(), core, &["--chain=dev"])
	}

	/// Runs a command of the node on the database of a development chain in `data`, until it ends.
	pub(crate) fn command(
		&self,
		command: &str,
		data: &Path,
		core: Option<usize>,
		arguments: &[&OsStr],
	) -> anyhow::Result<CommandUsage> {
		let (begun, processor) = (Instant::now(), children_cpu_seconds());
		let output = self
			.program(core)
			.args([command, "--chain=dev", "--base-path"])
			.arg(data)
			.args(arguments)
			.stdin(Stdio::null())
			.output()
			.with_context(|| format!("{command} could not be started"))?;
		let log = String::from_utf8_lossy(&output.stderr);
		ensure!(output.status.success(), "{command} ended with {}:\n{log}", output.status);
		let used = children_cpu_seconds().zip(processor).map(|(after, before)| after - before);
		Ok(CommandUsage {
			seconds: begun.elapsed().as_secs_f64(),
			processor_seconds: used.context("/proc tells no processor time")?,
		})
	}

	/// The node's program, on one core alone with `core`.
	fn program(&self, core: Option<usize>) -> Command {
		match core {
			None => Command::new(&self.binary),
			Some(core) => {
				let mut program = Command::new("taskset");
				program.args(["--cpu-list", &core.to_string()]).arg(&self.binary);
				program
			}
		}
	}

	pub(crate) fn temporary_folder(&self) -> anyhow::Result<TempDir> {
		Ok(tempfile::Builder::new().prefix("suyuan-chain-load-").tempdir_in(&self.folder)?)
	}

	fn start(&self, chain: &[&str]) -> anyhow::Result<Node> {
		let folder = self.temporary_folder()?;
		let data = folder.path().join("data");
		self.start_on(folder, data, None, chain)
	}

	fn start_on(
		&self,
		folder: TempDir,
		data: PathBuf,
		core: Option<usize>,
		chain: &[&str],
	) -> anyhow::Result<Node> {
		let mut process = self
			.program(core)
			.args(chain)
			.arg("--base-path")
			.arg(&data)
			.args(self.flags())
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(Stdio::piped())
			// Ctrl-C is for the generator, which then ends the node.
			.process_group(0)
			.spawn()
			.with_context(|| format!("{} could not be started", self.binary.display()))?;
		RUNNING.lock().expect("no thread panics while it holds the lock; qed").push(process.id());
		let stderr = process.stderr.take().expect("it is piped; qed");
		let (log, port) = Log::follow(stderr, &folder.path().join("node.log"))?;
		let mut node = Node { process, log, port: 0, data, _folder: folder };
		node.port = port
			.recv_timeout(READY_TIMEOUT)
			.map_err(|_| anyhow::anyhow!("the node did not come up:\n{}", node.log.tail()))?;
		Ok(node)
	}
}

/// The time that a command of the node took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CommandUsage {
	pub(crate) seconds: f64,
	/// Seconds of processor time.
	pub(crate) processor_seconds: f64,
}

/// A running node. Dropping it ends the process and removes its folder.
pub(crate) struct Node {
	process: Child,
	log: Log,
	port: u16,
	data: PathBuf,
	_folder: TempDir,
}

impl Node {
	pub(crate) fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.port)
	}

	pub(crate) fn pid(&self) -> u32 {
		self.process.id()
	}

	/// Ends the process as an operator does, so that the database is closed. The folder stays.
	pub(crate) fn stop(&mut self) -> anyhow::Result<()> {
		Command::new("kill").args(["-TERM", &self.pid().to_string()]).status()?;
		let deadline = Instant::now() + STOP_TIMEOUT;
		while self.process.try_wait()?.is_none() {
			ensure!(Instant::now() < deadline, "the node did not stop:\n{}", self.log.tail());
			thread::sleep(STOP_POLL_INTERVAL);
		}
		Ok(())
	}

	/// The folder of its database.
	pub(crate) fn data(&self) -> &Path {
		&self.data
	}

	/// Fails with the end of its log if it ended by itself.
	pub(crate) fn ensure_runs(&mut self) -> anyhow::Result<()> {
		match self.process.try_wait()? {
			None => Ok(()),
			Some(status) => bail!("the node ended by itself, {status}:\n{}", self.log.tail()),
		}
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		// The database is not needed any more, so there is nothing to close.
		let _ = self.process.kill();
		let _ = self.process.wait();
		RUNNING
			.lock()
			.expect("no thread panics while it holds the lock; qed")
			.retain(|pid| *pid != self.process.id());
	}
}

/// The end of a node's log.
struct Log(Arc<Mutex<VecDeque<String>>>);

impl Log {
	/// Copies the log into a file, and sends the port as soon as the node names it.
	fn follow(stderr: ChildStderr, file: &Path) -> anyhow::Result<(Self, mpsc::Receiver<u16>)> {
		let mut file = File::create(file)?;
		let log = Self(Arc::default());
		let tail = log.0.clone();
		let (ready, port) = mpsc::channel();
		thread::spawn(move || {
			for line in BufReader::new(stderr).lines().map_while(Result::ok) {
				if let Some(port) = port_of(&line) {
					// Only the first one is waited for.
					let _ = ready.send(port);
				}
				let _ = writeln!(file, "{line}");
				let mut tail = tail.lock().expect("no thread panics while it holds the lock; qed");
				tail.push_back(line);
				if tail.len() > LOG_TAIL_LINES {
					tail.pop_front();
				}
			}
		});
		Ok((log, port))
	}

	fn tail(&self) -> String {
		let tail = self.0.lock().expect("no thread panics while it holds the lock; qed");
		tail.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
	}
}

fn port_of(line: &str) -> Option<u16> {
	let (_, rest) = line.split_once(READY_LINE)?;
	rest.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_port_is_read_off_the_log() {
		let line = "2026-11-20 17:06:28 Running JSON-RPC server: addr=127.0.0.1:39441,[::1]:39441";
		assert_eq!(port_of(line), Some(39_441));
		assert_eq!(port_of("2026-11-20 17:06:28 Idle (0 peers)"), None);
	}

	#[test]
	fn a_node_that_ends_at_once_says_why() {
		let folder = tempfile::tempdir().unwrap();
		let starter = Starter { binary: "false".into(), folder: folder.path().into(), extra: vec![] };
		assert!(starter.first(ChainKind::Dev).is_err());
		assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
	}
}
