//! Labels and sheets as SVG.

use super::{
	human::lines,
	qr::Qr,
	sheet::{corner, fitted, Label, CODE, HEIGHT, LETTER, LINE_HEIGHT, MARGIN, PER_SHEET, WIDTH},
};
use std::fmt::Write as _;

/// How many characters of a single label's text stand on a line.
const LINE: usize = 34;

/// Text as it may stand in XML.
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

/// One label: the code with its quiet zone, and its text beneath.
pub fn label(qr: &Qr, lines: &[String]) -> String {
	let width = qr.width() as f32;
	let letter = width / LINE as f32 / 0.62;
	let cut: Vec<String> = lines
		.iter()
		.flat_map(|line| {
			let characters: Vec<char> = line.chars().collect();
			characters.chunks(LINE).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>()
		})
		.collect();
	let height = width + cut.len() as f32 * letter * 1.35 + letter;
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
	for (place, line) in cut.iter().enumerate() {
		let y = width + letter * (0.6 + 1.35 * place as f32);
		let _ = write!(svg, "<text x=\"{}\" y=\"{y:.2}\">{}</text>", width / 2.0, escaped(line));
	}
	svg.push_str("</g></svg>\n");
	svg
}

/// One A4 sheet, its text beside the codes.
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
		for (place, line) in fitted(&lines(&label.code)).iter().enumerate() {
			let down = 5.0 + LINE_HEIGHT * place as f32;
			let _ = write!(svg, "<text x=\"{CODE}\" y=\"{down:.2}\">{}</text>", escaped(line));
		}
		svg.push_str("</g>");
	}
	svg.push_str("</g></svg>\n");
	svg
}
