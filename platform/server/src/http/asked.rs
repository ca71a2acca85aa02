//! What a request is about and who asks, noted while it is answered, for the query log.

use axum::http::request::Parts;
use std::sync::{Arc, Mutex, PoisonError};

/// How much of a key is kept: longer than any trace code.
const MOST: usize = 256;

/// What is noted of a request. Its clones are the same note.
#[derive(Clone, Debug, Default)]
pub struct Asked(Arc<Mutex<Note>>);

#[derive(Debug, Default)]
struct Note {
	about: Option<String>,
	by: Option<String>,
}

impl Asked {
	/// The note of a request. One that nobody reads if the request came another way than through the router.
	pub fn in_parts(parts: &Parts) -> Self {
		parts.extensions.get::<Self>().cloned().unwrap_or_default()
	}

	/// Notes the code or key that is asked for.
	pub fn about(&self, key: &str) {
		let end = (0..=MOST.min(key.len())).rev().find(|end| key.is_char_boundary(*end)).unwrap_or_default();
		self.note().about = Some(key[..end].to_owned());
	}

	/// Notes the name of the token that asks, where it does not stand in the header.
	pub fn by(&self, name: &str) {
		self.note().by = Some(name.to_owned());
	}

	/// What was noted: about what, and by whom.
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
		let asked = Asked::default();
		asked.about(&"溯".repeat(200));
		let (about, by) = asked.noted();
		assert_eq!(about.unwrap(), "溯".repeat(85));
		assert_eq!(by, None);
	}
}
