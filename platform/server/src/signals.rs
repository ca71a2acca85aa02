// SPDX-License-Identifier: Apache-2.0

//! Signals that stop the process.

use tokio::signal::unix::{signal, SignalKind};
use tokio_util::sync::CancellationToken;

/// Makes a token that is cancelled when the process is told to stop, by Ctrl-C or SIGTERM.
pub fn on_signals() -> anyhow::Result<CancellationToken> {
	let token = CancellationToken::new();
	let stop = token.clone();
	let mut interrupted = signal(SignalKind::interrupt())?;
	let mut terminated = signal(SignalKind::terminate())?;
	tokio::spawn(async move {
		tokio::select! {
			_ = interrupted.recv() => (),
			_ = terminated.recv() => (),
		}
		tracing::info!("stopping");
		stop.cancel();
	});
	Ok(token)
}
