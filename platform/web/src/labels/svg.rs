// SPDX-License-Identifier: Apache-2.0

//! Labels and sheets as SVG.

use super::{
	qr::Qr,
	sheet::{corner, fitted, Label, CODE, HEIGHT, LETTER, LINE_HEIGHT, MARGIN, PER_SHEET, WIDTH},
};
use std::fmt::Write as _;
use suyuan_primitives::digital_link::human_readable as lines;

/// Characters on a line of a single label's text.
const LINE: usize = 34;

/// Escapes text for XML.
fn escaped(text: &str) -> String {
	let mut escaped = String::with_capacity(text.len());
	for letter in text.chars() {
		match letter {
			'&' => escaped.push_str("&amp;"),
			'<' => escaped.push_str("&lt;"),
			'>' => escaped.push_str("&gt;"),
			'"' => escaped.push_str("&quot;"),
			'\'' => escaped.push_str("&#39;"),
			letter => escaped.push(letter),
		}
	}
	escaped
}

/// Attributes of a warning's text.
const LOUD: &str = " fill=\"#c00\" font-weight=\"bold\"";

/// Draws one label: the code with its quiet zone, and beneath it the warning and the text.
pub fn label(qr: &Qr, warning: &[&str], lines: &[String]) -> String {
	let width = qr.width() as f32;
	let letter = width / LINE as f32 / 0.62;
	let cut: Vec<String> = lines
		.iter()
		.flat_map(|line| {
			let characters: Vec<char> = line.chars().collect();
			characters.chunks(LINE).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>()
		})
		.collect();
	let height = width + (warning.len() + cut.len()) as f32 * letter * 1.35 + letter;
	let mut svg = format!(
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height:.2}\" width=\"{:.0}\" height=\"{:.0}\" \
		 role=\"img\"><title>{}</title><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\
		 <path d=\"{}\" fill=\"#000\" shape-rendering=\"crispEdges\"/>\
		 <g font-family=\"ui-monospace,Menlo,Consolas,monospace\" font-size=\"{letter:.2}\" text-anchor=\"middle\">",
		width * 8.0,
		height * 8.0,
		escaped(&lines.join(" ")),
		qr.path(),
	);
	let warning = warning.iter().map(|line| (*line, LOUD));
	for (place, (line, how)) in warning.chain(cut.iter().map(|line| (line.as_str(), ""))).enumerate() {
		let y = width + letter * (0.6 + 1.35 * place as f32);
		let _ = write!(svg, "<text x=\"{}\" y=\"{y:.2}\"{how}>{}</text>", width / 2.0, escaped(line));
	}
	svg.push_str("</g></svg>\n");
	svg
}

/// Draws one A4 sheet, with the text beside the codes.
pub fn sheet(labels: &[Label]) -> String {
	let mut svg = format!(
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}mm\" \
		 height=\"{HEIGHT}mm\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\
		 <g font-family=\"ui-monospace,Menlo,Consolas,monospace\" font-size=\"{LETTER}\">"
	);
	for (n, label) in labels.iter().take(PER_SHEET).enumerate() {
		let Some(qr) = Qr::of(&label.link) else { continue };
		let (x, y) = corner(n);
		let scale = CODE / qr.width() as f32;
		let _ = write!(
			svg,
			"<g transform=\"translate({:.3} {:.3})\"><path transform=\"scale({scale:.5})\" d=\"{}\" \
			 shape-rendering=\"crispEdges\"/>",
			x + MARGIN,
			y + MARGIN,
			qr.path(),
		);
		let text = fitted(&lines(&label.code), label.warning().len());
		let warning = label.warning().iter().map(|line| (*line, LOUD));
		for (place, (line, how)) in warning.chain(text.iter().map(|line| (line.as_str(), ""))).enumerate() {
			let down = 5.0 + LINE_HEIGHT * place as f32;
			let _ = write!(svg, "<text x=\"{CODE}\" y=\"{down:.2}\"{how}>{}</text>", escaped(line));
		}
		svg.push_str("</g>");
	}
	svg.push_str("</g></svg>\n");
	svg
}
