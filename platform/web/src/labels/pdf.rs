// SPDX-License-Identifier: Apache-2.0

//! Sheets as PDF: vectors and one of the fonts that every reader has.

use super::{
	qr::{Qr, QUIET},
	sheet::{corner, fitted, Label, CODE, HEIGHT, LETTER, LINE_HEIGHT, MARGIN, PER_SHEET, WIDTH},
};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};
use suyuan_primitives::digital_link::human_readable as lines;

/// PDF points per millimetre.
const POINTS: f32 = 72.0 / 25.4;
const FONT: Name<'static> = Name(b"F");
const BLACK: [f32; 3] = [0.0; 3];
/// Colour of a warning, as RGB.
const LOUD: [f32; 3] = [0.8, 0.0, 0.0];

/// Draws as many sheets as the labels take, at least one.
pub fn document(labels: &[Label]) -> Vec<u8> {
	let (catalog, tree, font) = (Ref::new(1), Ref::new(2), Ref::new(3));
	let sheets: Vec<&[Label]> =
		if labels.is_empty() { vec![&[]] } else { labels.chunks(PER_SHEET).collect() };
	let page = |n: usize| Ref::new(4 + 2 * n as i32);
	let content = |n: usize| Ref::new(5 + 2 * n as i32);

	let mut pdf = Pdf::new();
	pdf.catalog(catalog).pages(tree);
	pdf.pages(tree).kids((0..sheets.len()).map(page)).count(sheets.len() as i32);
	pdf.type1_font(font).base_font(Name(b"Courier"));
	for (n, labels) in sheets.into_iter().enumerate() {
		let mut sheet = pdf.page(page(n));
		sheet
			.parent(tree)
			.media_box(Rect::new(0.0, 0.0, WIDTH * POINTS, HEIGHT * POINTS))
			.contents(content(n));
		sheet.resources().fonts().pair(FONT, font);
		sheet.finish();
		pdf.stream(content(n), &drawn(labels));
	}
	pdf.finish()
}

fn drawn(labels: &[Label]) -> Vec<u8> {
	let mut content = Content::new();
	for (n, label) in labels.iter().enumerate() {
		let Some(qr) = Qr::of(&label.link) else { continue };
		let (left, top) = corner(n);
		let (left, top) = (left + MARGIN, top + MARGIN);
		// PDF counts from the bottom upwards: the code is drawn downwards from its upper left corner.
		let module = CODE / qr.width() as f32 * POINTS;
		content.save_state();
		content.transform([module, 0.0, 0.0, -module, left * POINTS, (HEIGHT - top) * POINTS]);
		for (column, row, length) in qr.runs() {
			content.rect((column + QUIET) as f32, (row + QUIET) as f32, length as f32, 1.0);
		}
		content.fill_nonzero();
		content.restore_state();
		let text = fitted(&lines(&label.code), label.warning().len());
		let warning = label.warning().iter().map(|line| (*line, LOUD));
		for (place, (line, colour)) in
			warning.chain(text.iter().map(|line| (line.as_str(), BLACK))).enumerate()
		{
			let down = top + 5.0 + LINE_HEIGHT * place as f32;
			content.begin_text();
			content.set_fill_rgb(colour[0], colour[1], colour[2]);
			content.set_font(FONT, LETTER * POINTS * 0.9);
			content.next_line((left + CODE) * POINTS, (HEIGHT - down) * POINTS);
			content.show(Str(line.as_bytes()));
			content.end_text();
		}
		content.set_fill_rgb(BLACK[0], BLACK[1], BLACK[2]);
	}
	content.finish().into_vec()
}
