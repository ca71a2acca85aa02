// SPDX-License-Identifier: Apache-2.0

//! Tests that read labels as scanners do.

use super::{
	document, label, lines, sheet,
	sheet::{fitted, LINE, LINES, PER_SHEET},
	Label, Qr,
};

const CODE: &str = "01/06901234567892/21/SN-0001";

fn of(code: &str) -> Label {
	let link = format!("https://suyuan.example{}", crate::digital_link::links::path(code));
	Label { code: code.parse().unwrap(), link, leads_nowhere: false }
}

/// Reads the path of an SVG back into pixels, and the QR code in them.
fn scan(svg: &str) -> String {
	let path = svg.split("<path").nth(1).unwrap().split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
	let mut dark = Vec::new();
	for run in path.split('z').filter(|run| !run.is_empty()) {
		let (from, length) = run.trim_start_matches('M').split_once('h').unwrap();
		let (x, y) = from.split_once(' ').unwrap();
		let length: usize = length.split('v').next().unwrap().parse().unwrap();
		let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
		dark.extend((x..x + length).map(|x| (x, y)));
	}
	const PIXELS: usize = 4;
	let width = (dark.iter().map(|(x, _)| *x).max().unwrap() + 1 + super::qr::QUIET) * PIXELS;
	let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, width, |x, y| {
		if dark.contains(&(x / PIXELS, y / PIXELS)) {
			0
		} else {
			255
		}
	});
	let grids = image.detect_grids();
	assert_eq!(grids.len(), 1, "one code is found");
	grids[0].decode().unwrap().1
}

#[test]
fn a_scanner_reads_the_whole_digital_link() {
	for code in [CODE, "00/106141412345678908", "01/06901234567892/10/L%2F1/21/A?B\"C", "ecode:a.b-c"] {
		let of = of(code);
		assert_eq!(scan(&label(&of).unwrap()), of.link);
	}
}

#[test]
fn the_longest_code_still_fits() {
	let encoded = "%2F".repeat(20);
	let code = format!("01/09521234543213/22/{encoded}/10/{encoded}/21/{encoded}");
	assert_eq!(scan(&label(&of(&code)).unwrap()), of(&code).link);
	assert!(!sheet(&[of(&code)]).contains("..."), "and so does its text");
	let cut = fitted(&["x".repeat(LINE * LINES), "y".into()], 0);
	assert_eq!(
		(cut.len(), cut.last().map(String::as_str)),
		(LINES, Some("...")),
		"what is cut is said to be"
	);
}

#[test]
fn what_no_qr_code_holds_has_no_label() {
	let long = Label { link: "x".repeat(3000), ..of(CODE) };
	assert!(label(&long).is_none());
	assert!(!sheet(&[long]).contains("<path"));
}

#[test]
fn people_read_the_identifiers_in_brackets() {
	assert_eq!(lines(&CODE.parse().unwrap()), ["(01)06901234567892", "(21)SN-0001"]);
	assert_eq!(lines(&"00/106141412345678908".parse().unwrap()), ["(00)106141412345678908"]);
	let code = "01/06901234567892/22/2A/10/L%2F1".parse().unwrap();
	assert_eq!(lines(&code), ["(01)06901234567892", "(22)2A", "(10)L/1"]);
	assert_eq!(lines(&"other:a.b".parse().unwrap()), ["other:a.b"]);
}

#[test]
fn the_text_of_a_label_leads_back_to_its_code() {
	for code in [
		CODE,
		"00/106141412345678908",
		"01/06901234567892/10/L%2F1/21/A?B\"C",
		"01/06901234567892/21/A%2810%29B",
	] {
		for cut in [lines(&code.parse().unwrap()), fitted(&lines(&code.parse().unwrap()), 0)] {
			let read = suyuan_primitives::digital_link::read(&cut.join("\n")).unwrap();
			assert_eq!(read.0.as_str(), code, "{cut:?}");
		}
	}
}

#[test]
fn a_code_cannot_break_out_of_its_label() {
	let code = "01/06901234567892/21/A<B>\"'%26";
	for svg in [label(&of(code)).unwrap(), sheet(&[of(code)])] {
		assert!(svg.contains("A&lt;B&gt;&quot;&#39;&amp;"), "{svg}");
		assert!(!svg.contains("A<B"));
	}
}

#[test]
fn a_sheet_holds_so_many_labels_and_a_document_as_many_sheets_as_it_takes() {
	let labels = vec![of(CODE); PER_SHEET + 1];
	assert_eq!(sheet(&labels).matches("<path").count(), PER_SHEET);
	let pdf = document(&labels);
	assert!(pdf.starts_with(b"%PDF-"));
	let pages = |pdf: &[u8]| String::from_utf8_lossy(pdf).matches("/Type /Page\n").count();
	assert_eq!(pages(&pdf), 2);
	assert_eq!(pages(&document(&[])), 1);
}

#[test]
fn every_code_has_its_quiet_zone() {
	let qr = Qr::of("x").unwrap();
	assert_eq!(qr.width(), qr.size + 8);
	assert!(qr.path().starts_with("M4 4h7"), "the finder pattern stands four modules in");
}

#[test]
fn a_label_that_leads_nowhere_says_so_before_anything_else() {
	let nowhere = Label { leads_nowhere: true, ..of(CODE) };
	for svg in [label(&nowhere).unwrap(), sheet(std::slice::from_ref(&nowhere))] {
		let (warning, text) = (svg.find("TEST ONLY").unwrap(), svg.find("(21)SN-0001</text>").unwrap());
		assert!(warning < text && svg.contains("#c00"), "{svg}");
		assert!(svg.contains("--public-url"));
		assert_eq!(scan(&svg), nowhere.link, "and is still a code");
	}
	let pdf = String::from_utf8_lossy(&document(&[nowhere])).into_owned();
	assert!(pdf.contains("TEST ONLY") && pdf.contains("--public-url"));
	for svg in [label(&of(CODE)).unwrap(), sheet(&[of(CODE)])] {
		assert!(!svg.contains("TEST ONLY") && !svg.contains("#c00"));
	}
}

#[test]
fn a_warning_is_never_what_is_cut() {
	let encoded = "%2F".repeat(20);
	let code = format!("01/09521234543213/22/{encoded}/10/{encoded}/21/{encoded}");
	let svg = sheet(&[Label { leads_nowhere: true, ..of(&code) }]);
	assert!(svg.contains("--public-url") && svg.matches("<text").count() <= LINES);
	let longest = super::warning::WARNING.iter().map(|line| line.len()).max();
	assert!(longest <= Some(LINE), "it fits beside a code");
}
