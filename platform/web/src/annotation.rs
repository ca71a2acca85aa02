// SPDX-License-Identifier: Apache-2.0

//! Annotation of a request for the query log, made while it is answered. Holds the key asked for and the token's name.

use crate::text::bounded;
use axum::http::request::Parts;
use std::sync::{Arc, Mutex, PoisonError};

/// Longest key that is kept, in bytes: longer than any trace code.
const MAX_KEY: usize = 256;

/// Annotation of a request. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct RequestAnnotation(Arc<Mutex<Note>>);

#[derive(Debug, Default)]
struct Note {
	about: Option<String>,
	by: Option<String>,
}

impl RequestAnnotation {
	/// Returns the annotation of a request. One that came another way than through the router gets one that nothing reads.
	pub fn in_parts(parts: &Parts) -> Self {
		parts.extensions.get::<Self>().cloned().unwrap_or_default()
	}

	/// Notes the code or key that is asked for. A client may send any text, so that it is cut, and control characters,
	/// which not every database takes, are left out.
	pub fn about(&self, key: &str) {
		self.note().about = Some(bounded(key, MAX_KEY));
	}

	/// Notes the name of the token, where the token does not stand in the header.
	pub fn by(&self, name: &str) {
		self.note().by = Some(name.to_owned());
	}

	/// Returns the key and the token's name noted so far.
	pub fn noted(&self) -> (Option<String>, Option<String>) {
		let note = self.note();
		(note.about.clone(), note.by.clone())
	}

	fn note(&self) -> std::sync::MutexGuard<'_, Note> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_key_of_any_length_is_noted_as_text() {
		let asked = RequestAnnotation::default();
		asked.about(&"溯".repeat(200));
		let (about, by) = asked.noted();
		assert_eq!(about.unwrap(), "溯".repeat(85));
		assert_eq!(by, None);
		asked.about("a\0b\nc");
		assert_eq!(asked.noted().0.as_deref(), Some("abc"));
	}
}
