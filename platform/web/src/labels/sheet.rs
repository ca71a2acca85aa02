//! Where labels stand on a sheet.

use super::warning::WARNING;
use suyuan_primitives::codes::TraceCode;

/// Labels across a sheet.
pub const ACROSS: usize = 3;
/// Labels down a sheet.
pub const DOWN: usize = 8;
/// Labels on a sheet.
pub const PER_SHEET: usize = ACROSS * DOWN;

/// A4, in millimetres.
pub const WIDTH: f32 = 210.0;
/// A4, in millimetres.
pub const HEIGHT: f32 = 297.0;
/// How wide a label is, in millimetres.
pub const LABEL_WIDTH: f32 = WIDTH / ACROSS as f32;
/// How high a label is, in millimetres.
pub const LABEL_HEIGHT: f32 = HEIGHT / DOWN as f32;
/// How wide the code is with its quiet zone, in millimetres.
pub const CODE: f32 = 32.0;
/// The white around a code, in millimetres: printers don't reach the edge of the document.
pub const MARGIN: f32 = (LABEL_HEIGHT - CODE) / 2.0;
/// How many characters of a line stand beside the code.
pub const LINE: usize = 18;
/// The most lines that stand beside the code.
pub const LINES: usize = 10;
/// How high a line is, in millimetres.
pub const LINE_HEIGHT: f32 = 2.9;
/// How high its letters are, in millimetres.
pub const LETTER: f32 = 2.35;

/// What stands on a label.
#[derive(Clone, Debug)]
pub struct Label {
	/// The unit.
	pub code: TraceCode,
	/// The link to its page.
	pub link: String,
	/// True if the link leads to this machine alone.
	pub leads_nowhere: bool,
}

impl Label {
	/// The warning that stands on it before its text.
	pub fn warning(&self) -> &'static [&'static str] {
		if self.leads_nowhere {
			&WARNING
		} else {
			&[]
		}
	}
}

/// The upper left corner of the `n`th label of a sheet, in millimetres.
pub fn corner(n: usize) -> (f32, f32) {
	((n % ACROSS) as f32 * LABEL_WIDTH, (n / ACROSS) as f32 * LABEL_HEIGHT)
}

/// Lines cut to what fits beside a code, below so many others. What does not fit is said to be cut, never left out
/// silently.
pub fn fitted(lines: &[String], others: usize) -> Vec<String> {
	let most = LINES.saturating_sub(others);
	let mut fitted: Vec<String> = Vec::new();
	for line in lines {
		let characters: Vec<char> = line.chars().collect();
		fitted.extend(characters.chunks(LINE).map(|part| part.iter().collect::<String>()));
	}
	if fitted.len() > most {
		fitted.truncate(most.saturating_sub(1));
		fitted.push("...".to_string());
	}
	fitted
}
