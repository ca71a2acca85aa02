// SPDX-License-Identifier: Apache-2.0

//! Stream with a write timeout.

use std::{
	future::Future,
	io::{self, IoSlice},
	pin::Pin,
	task::{Context, Poll},
	time::Duration,
};
use tokio::{
	io::{AsyncRead, AsyncWrite, ReadBuf},
	time::{sleep, Sleep},
};

/// Stream that fails when the peer takes nothing of what is written for too long.
pub(super) struct Unstalled<S> {
	stream: S,
	patience: Duration,
	waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> Unstalled<S> {
	pub(super) fn new(stream: S, patience: Duration) -> Self {
		Self { stream, patience, waiting: None }
	}

	fn watched<T>(&mut self, context: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
		if polled.is_ready() {
			self.waiting = None;
			return polled;
		}
		let patience = self.patience;
		let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(patience)));
		waiting.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
	}
}

impl<S: AsyncRead + Unpin> AsyncRead for Unstalled<S> {
	fn poll_read(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		buffer: &mut ReadBuf<'_>,
	) -> Poll<io::Result<()>> {
		Pin::new(&mut self.stream).poll_read(context, buffer)
	}
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Unstalled<S> {
	fn poll_write(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		bytes: &[u8],
	) -> Poll<io::Result<usize>> {
		let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
		self.watched(context, polled)
	}

	fn poll_write_vectored(
		mut self: Pin<&mut Self>,
		context: &mut Context<'_>,
		parts: &[IoSlice<'_>],
	) -> Poll<io::Result<usize>> {
		let polled = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
		self.watched(context, polled)
	}

	fn is_write_vectored(&self) -> bool {
		self.stream.is_write_vectored()
	}

	fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
		Pin::new(&mut self.stream).poll_flush(context)
	}

	fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
		Pin::new(&mut self.stream).poll_shutdown(context)
	}
}
