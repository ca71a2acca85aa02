//! Ctrl-C: whatever goes on comes to an end, and what was measured by then is written down.

use std::process;
use tokio::{
	signal::unix::{signal, SignalKind},
	sync::watch,
};

/// Whether to stop. Everything that takes its time asks.
#[derive(Clone)]
pub struct Shutdown(watch::Receiver<bool>);

impl Shutdown {
	/// Waits for Ctrl-C and SIGTERM from now on. The second one ends the process on the spot.
	pub fn on_signals() -> anyhow::Result<Self> {
		let (sender, receiver) = watch::channel(false);
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
				sender.send_replace(true);
			}
		});
		Ok(Self(receiver))
	}

	/// Whether to stop.
	pub fn is_requested(&self) -> bool {
		*self.0.borrow()
	}

	/// Waits until it is time to stop.
	pub async fn requested(&self) {
		let mut receiver = self.0.clone();
		if receiver.wait_for(|stop| *stop).await.is_err() {
			// Nobody is left to say so.
			std::future::pending::<()>().await;
		}
	}
}
