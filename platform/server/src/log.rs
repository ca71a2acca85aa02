// SPDX-License-Identifier: Apache-2.0

//! Log of the process: for people, or as JSON. No event, whatever its text, moves the reader's cursor, begins a line of its
//! own, or takes more room than a line may.

use clap::ValueEnum;
use serde_json::Value;
use std::{
	env,
	fmt::Debug,
	io::{self, stderr, IsTerminal, Write},
};
use suyuan_web::cut;
use tracing::field::Field;
use tracing_subscriber::{
	field::MakeExt,
	fmt::{
		format::{debug_fn, Writer},
		MakeWriter,
	},
	EnvFilter,
};

/// Longest text of a field, in bytes.
const MAX_FIELD: usize = 1_024;

/// Longest line, in bytes.
const MAX_LINE: usize = 8 * 1_024;

/// Format of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
	/// Lines of text for people.
	#[default]
	Text,
	/// A line of JSON per event.
	Json,
}

/// Starts the log, on the standard error output. `RUST_LOG` sets its filter.
pub fn start(format: Format) {
	let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
	let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(Lines(format));
	match format {
		Format::Json => log.json().with_ansi(false).init(),
		Format::Text => {
			let colours = stderr().is_terminal() && env::var_os("NO_COLOR").is_none();
			log.with_ansi(colours).fmt_fields(debug_fn(field).delimited(" ")).init();
		}
	}
}

/// Writes a field of an event, cut to its bound.
fn field(to: &mut Writer<'_>, field: &Field, value: &dyn Debug) -> std::fmt::Result {
	let said = cut(&format!("{value:?}"), MAX_FIELD);
	match field.name() {
		"message" => write!(to, "{said}"),
		name => write!(to, "{name}={said}"),
	}
}

/// Maker of lines to the standard error output.
struct Lines(Format);

impl<'a> MakeWriter<'a> for Lines {
	type Writer = Line;

	fn make_writer(&'a self) -> Line {
		Line(self.0)
	}
}

/// Writer of one line, which comes whole.
struct Line(Format);

impl Write for Line {
	fn write(&mut self, line: &[u8]) -> io::Result<usize> {
		let shortened = if line.len() > MAX_LINE { Some(shortened(line, self.0)) } else { None };
		stderr().lock().write_all(shortened.as_deref().unwrap_or(line))?;
		Ok(line.len())
	}

	fn flush(&mut self) -> io::Result<()> {
		stderr().flush()
	}
}

/// Shortens a line that is too long to its beginning; in JSON every text to its beginning.
fn shortened(line: &[u8], format: Format) -> Vec<u8> {
	if format == Format::Json {
		if let Ok(mut event) = serde_json::from_slice(line) {
			for most in [MAX_FIELD, MAX_FIELD / 16] {
				shorten(&mut event, most);
				let written = event.to_string();
				if written.len() < MAX_LINE {
					return (written + "\n").into_bytes();
				}
			}
		}
		return b"{\"fields\":{\"message\":\"an event of too many fields\"}}\n".to_vec();
	}
	let line = String::from_utf8_lossy(line);
	(cut(&line, MAX_LINE) + "\n").into_bytes()
}

fn shorten(value: &mut Value, most: usize) {
	match value {
		Value::String(text) => *text = cut(text, most),
		Value::Array(values) => values.iter_mut().for_each(|value| shorten(value, most)),
		Value::Object(fields) => fields.values_mut().for_each(|value| shorten(value, most)),
		_ => (),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;
	use std::sync::{Arc, Mutex};
	use tracing::subscriber::with_default;

	const HOSTILE: &str = "a\r\n2026-01-01 ERROR forged\u{1b}[2J\u{202e}";

	#[derive(Clone, Default)]
	struct Kept(Arc<Mutex<Vec<u8>>>);

	impl Write for Kept {
		fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
			self.0.lock().unwrap().extend_from_slice(bytes);
			Ok(bytes.len())
		}

		fn flush(&mut self) -> io::Result<()> {
			Ok(())
		}
	}

	#[test]
	fn a_field_that_a_stranger_wrote_is_one_short_piece_of_a_line() {
		let kept = Kept::default();
		let writer = kept.clone();
		let log = tracing_subscriber::fmt()
			.with_writer(move || writer.clone())
			.with_ansi(false)
			.fmt_fields(debug_fn(field).delimited(" "))
			.finish();
		with_default(log, || {
			let long = HOSTILE.repeat(1_000);
			tracing::info!(said = HOSTILE, shown = %HOSTILE, long = %long, "{HOSTILE}");
		});
		let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
		assert_eq!(text.matches('\n').count(), 1, "{text}");
		assert!(text.ends_with('\n') && !text.contains(['\r', '\u{1b}', '\u{202e}']));
		assert!(
			text.len() < 2 * MAX_FIELD && text.contains("said=") && text.contains("a2026-01-01 ERROR forged")
		);
	}

	#[test]
	fn a_line_that_is_too_long_is_cut() {
		let long = format!("{}\n", "溯".repeat(100_000));
		let cut = shortened(long.as_bytes(), Format::Text);
		assert!(cut.len() <= MAX_LINE + 8 && cut.ends_with("…\n".as_bytes()));
	}

	#[test]
	fn a_line_of_json_that_is_too_long_is_json_all_the_same() {
		let many: Vec<_> = (0..100).map(|_| "x".repeat(500)).collect();
		for event in [json!({ "fields": { "message": "x".repeat(100_000) } }), json!({ "fields": many })] {
			let cut = shortened(format!("{event}\n").as_bytes(), Format::Json);
			assert!(cut.len() <= MAX_LINE && cut.ends_with(b"\n"));
			let read: Value = serde_json::from_slice(&cut).unwrap();
			assert!(read["fields"].is_object() || read["fields"].is_array());
		}
		let too_many = json!({ "fields": vec!["x"; 10_000] });
		let cut = shortened(format!("{too_many}\n").as_bytes(), Format::Json);
		assert!(serde_json::from_slice::<Value>(&cut).is_ok() && cut.len() < MAX_LINE);
	}
}
