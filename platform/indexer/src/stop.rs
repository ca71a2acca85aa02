//! The end of the process.

use tokio::sync::watch;

/// Waits until told to stop.
pub async fn stopped(stop: &mut watch::Receiver<bool>) {
	// Whoever could tell is gone: that says it too.
	drop(stop.wait_for(|stop| *stop).await);
}
