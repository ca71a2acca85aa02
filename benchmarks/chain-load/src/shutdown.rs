// SPDX-License-Identifier: Apache-2.0
//! Stops the run on a signal: every step comes to an end, and the measurements so far are written down.

use std::process;
use tokio::signal::unix::{signal, SignalKind};
use tokio_util::sync::CancellationToken;

/// A flag that long steps look at.
#[derive(Clone)]
pub(crate) struct Shutdown(CancellationToken);

impl Shutdown {
	/// Listens for Ctrl-C and SIGTERM. The second signal ends the process on the spot.
	pub(crate) fn on_signals() -> anyhow::Result<Self> {
		let token = CancellationToken::new();
		let shutdown = Self(token.clone());
		let (mut interrupt, mut terminate) =
			(signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
		tokio::spawn(async move {
			for again in [false, true] {
				tokio::select! {
					_ = interrupt.recv() => (),
					_ = terminate.recv() => (),
				}
				if again {
					crate::node::kill_all();
					process::exit(130);
				}
				eprintln!("stopping; once more to stop at once");
				token.cancel();
			}
		});
		Ok(shutdown)
	}

	/// Tells whether a signal came.
	pub(crate) fn is_requested(&self) -> bool {
		self.0.is_cancelled()
	}

	/// Waits for a signal.
	pub(crate) async fn requested(&self) {
		self.0.cancelled().await;
	}
}
