//! The archive that a workbook is: which of its files are read, and in which order they are scanned.

use super::scan::{Kind, Scan};
use crate::{
	limits::MAX_PARTS,
	read::{unreadable::said, Unreadable},
};
use std::io::Cursor;
use zip::ZipArchive;

/// How a ZIP archive begins, and how its directory ends.
const FIRST: &[u8] = b"PK\x03\x04";
const END: &[u8] = b"PK\x05\x06";
/// Stands 20 bytes before [`END`] in an archive with more files, or more bytes, than a workbook can have.
const END_64: &[u8] = b"PK\x06\x07";

/// Of the parts that the library reads, those with a name of their own. The texts come first: cells name them by number.
const PARTS: [(&str, Kind); 4] = [
	("xl/sharedstrings.xml", Kind::Strings),
	("xl/_rels/workbook.xml.rels", Kind::Other),
	("xl/workbook.xml", Kind::Other),
	("xl/styles.xml", Kind::Other),
];
/// Folders whose files it reads as sheets.
const SHEETS: [&str; 3] = ["xl/worksheets/", "xl/chartsheets/", "xl/dialogsheets/"];

/// Characters of a part's name that are shown.
const MAX_NAME: usize = 64;

/// Scans every part of a workbook that the library would read.
pub(super) fn check(content: &[u8]) -> Result<(), Unreadable> {
	if !content.starts_with(FIRST) {
		return Err(match content.starts_with(b"\xd0\xcf\x11\xe0") {
			true => Unreadable::NoXlsx,
			false => Unreadable::Zip("it is no ZIP archive".into()),
		});
	}
	bounded(content)?;
	let mut archive = ZipArchive::new(Cursor::new(content)).map_err(|error| Unreadable::Zip(said(error)))?;
	let mut scan = Scan::default();
	for (place, kind) in order(&archive)? {
		let part = archive.by_index(place).map_err(|error| Unreadable::Zip(said(error)))?;
		let name: String = part.name().chars().take(MAX_NAME).collect();
		scan.part(&name, kind, part)?;
	}
	Ok(())
}

/// Refuses directories that would make the library set memory aside for more files than a workbook has. It takes the
/// last directory that it finds sound, so all that it might find are looked at.
fn bounded(content: &[u8]) -> Result<(), Unreadable> {
	for (at, window) in content.windows(22).enumerate().filter(|(_, window)| window.starts_with(END)) {
		let files = usize::from(u16::from_le_bytes([window[10], window[11]]));
		let directory = u32::from_le_bytes([window[16], window[17], window[18], window[19]]);
		let is_64 = at >= 20 && content[at - 20..].starts_with(END_64);
		let may_be_64 = files == usize::from(u16::MAX) || directory == u32::MAX;
		if may_be_64 && is_64 || (directory as usize) < at && files > MAX_PARTS {
			return Err(Unreadable::MaxPartsExceeded);
		}
	}
	Ok(())
}

/// The name of a part as the library looks for it: whatever its case, and with either slash.
fn known(name: &str) -> String {
	name.replace('\\', "/").to_ascii_lowercase()
}

/// The places of the parts in the archive that are read, and what they hold, the sheets last.
fn order(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<Vec<(usize, Kind)>, Unreadable> {
	let names: Vec<_> = archive.file_names().map(known).collect();
	let mut order = Vec::new();
	for (part, kind) in PARTS {
		let mut places = names.iter().enumerate().filter(|(_, name)| *name == part);
		order.extend(places.next().map(|(place, _)| (place, kind)));
		if places.next().is_some() {
			return Err(Unreadable::PartTwice(part.into()));
		}
	}
	let is_sheet = |name: &String| SHEETS.iter().any(|folder| name.starts_with(folder));
	let sheets = names.iter().enumerate().filter(|(_, name)| is_sheet(name));
	order.extend(sheets.map(|(place, _)| (place, Kind::Sheet)));
	Ok(order)
}
