// SPDX-License-Identifier: Apache-2.0

//! Layout of labels on a sheet.

use super::warning::WARNING;
use suyuan_primitives::{codes::TraceCode, digital_link::path};

/// Labels across a sheet.
pub const ACROSS: usize = 3;
/// Labels down a sheet.
pub const DOWN: usize = 8;
/// Labels on a sheet.
pub const PER_SHEET: usize = ACROSS * DOWN;

/// Width of A4, in millimetres.
pub const WIDTH: f32 = 210.0;
/// Height of A4, in millimetres.
pub const HEIGHT: f32 = 297.0;
/// Width of a label, in millimetres.
pub const LABEL_WIDTH: f32 = WIDTH / ACROSS as f32;
/// Height of a label, in millimetres.
pub const LABEL_HEIGHT: f32 = HEIGHT / DOWN as f32;
/// Width of the code with its quiet zone, in millimetres.
pub const CODE: f32 = 32.0;
/// The white around a code, in millimetres: printers don't reach the edge of the document.
pub const MARGIN: f32 = (LABEL_HEIGHT - CODE) / 2.0;
/// Characters of a line beside the code.
pub const LINE: usize = 18;
/// Lines beside the code at most.
pub const LINES: usize = 10;
/// Height of a line, in millimetres.
pub const LINE_HEIGHT: f32 = 2.9;
/// Height of a line's letters, in millimetres.
pub const LETTER: f32 = 2.35;

/// Content of a label.
#[derive(Clone, Debug)]
pub struct Label {
	/// Trace code of the unit.
	pub code: TraceCode,
	/// Address of the unit's page, which the QR code holds.
	pub link: String,
	/// True if the link leads to this machine alone.
	pub leads_nowhere: bool,
}

impl Label {
	/// Makes the label of a code, whose link begins with the platform's public address.
	pub fn of(code: TraceCode, base: &str, leads_nowhere: bool) -> Self {
		Self { link: format!("{base}{}", path(code.0.as_str())), code, leads_nowhere }
	}

	/// Lines of the warning above the text. Empty if the link leads somewhere.
	pub fn warning(&self) -> &'static [&'static str] {
		if self.leads_nowhere {
			&WARNING
		} else {
			&[]
		}
	}
}

/// Upper left corner of the `n`th label of a sheet, in millimetres.
pub fn corner(n: usize) -> (f32, f32) {
	((n % ACROSS) as f32 * LABEL_WIDTH, (n / ACROSS) as f32 * LABEL_HEIGHT)
}

/// Cuts lines to the space beside a code, below a number of other lines. The cut is shown by an ellipsis, never silent.
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
