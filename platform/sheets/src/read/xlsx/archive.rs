// SPDX-License-Identifier: Apache-2.0
//! Finds the parts of a workbook's archive, and scans those that are read.

use super::scan::{PartKind, Scan};
use crate::{
	limits::MAX_PARTS,
	read::{unreadable::library_message, Unreadable},
};
use std::io::Cursor;
use zip::ZipArchive;

/// The signatures at the start of a ZIP archive and at the end of its directory.
const ZIP_START: &[u8] = b"PK\x03\x04";
const ZIP_END: &[u8] = b"PK\x05\x06";
/// The signature 20 bytes before [`ZIP_END`] in an archive of more files or bytes than a workbook has.
const ZIP64_LOCATOR: &[u8] = b"PK\x06\x07";

/// The parts that are read by name. The texts come first, because cells name them by number.
const NAMED_PARTS: [(&str, PartKind); 4] = [
	("xl/sharedstrings.xml", PartKind::Strings),
	("xl/_rels/workbook.xml.rels", PartKind::Other),
	("xl/workbook.xml", PartKind::Other),
	("xl/styles.xml", PartKind::Other),
];
/// Folders whose files may be read as sheets.
pub(super) const SHEET_FOLDERS: [&str; 3] = ["xl/worksheets/", "xl/chartsheets/", "xl/dialogsheets/"];

/// Characters of a part's name that are shown.
pub(super) const MAX_NAME_CHARACTERS: usize = 64;

/// Scans every part of a workbook that is read.
pub(super) fn check(content: &[u8]) -> Result<(), Unreadable> {
	if !content.starts_with(ZIP_START) {
		return Err(match content.starts_with(b"\xd0\xcf\x11\xe0") {
			true => Unreadable::NoXlsx,
			false => Unreadable::Zip("it is no ZIP archive".into()),
		});
	}
	bounded(content)?;
	let mut archive =
		ZipArchive::new(Cursor::new(content)).map_err(|error| Unreadable::Zip(library_message(error)))?;
	let mut scan = Scan::default();
	for (place, kind) in order(&archive)? {
		let part = archive.by_index(place).map_err(|error| Unreadable::Zip(library_message(error)))?;
		let name: String = part.name().chars().take(MAX_NAME_CHARACTERS).collect();
		scan.part(&name, kind, part)?;
	}
	Ok(())
}

/// Refuses directories that would make the library of archives allocate memory for more files than a workbook has.
///
/// The library takes the last directory that it finds sound, so all that it might find are checked.
fn bounded(content: &[u8]) -> Result<(), Unreadable> {
	for (at, window) in content.windows(22).enumerate().filter(|(_, window)| window.starts_with(ZIP_END)) {
		let files = usize::from(u16::from_le_bytes([window[10], window[11]]));
		let directory = u32::from_le_bytes([window[16], window[17], window[18], window[19]]);
		let is_64 = at >= 20 && content[at - 20..].starts_with(ZIP64_LOCATOR);
		let may_be_64 = files == usize::from(u16::MAX) || directory == u32::MAX;
		if may_be_64 && is_64 || (directory as usize) < at && files > MAX_PARTS {
			return Err(Unreadable::MaxPartsExceeded);
		}
	}
	Ok(())
}

/// The name by which a part is looked for: in any case, and with either slash.
pub(super) fn known(name: &str) -> String {
	name.replace('\\', "/").to_ascii_lowercase()
}

/// The places of the parts in the archive that are read, and what they hold, the sheets last.
fn order(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<Vec<(usize, PartKind)>, Unreadable> {
	let names: Vec<_> = archive.file_names().map(known).collect();
	let mut order = Vec::new();
	for (part, kind) in NAMED_PARTS {
		let mut places = names.iter().enumerate().filter(|(_, name)| *name == part);
		order.extend(places.next().map(|(place, _)| (place, kind)));
		if places.next().is_some() {
			return Err(Unreadable::PartTwice(part.into()));
		}
	}
	let is_sheet = |name: &String| SHEET_FOLDERS.iter().any(|folder| name.starts_with(folder));
	let sheets = names.iter().enumerate().filter(|(_, name)| is_sheet(name));
	order.extend(sheets.map(|(place, _)| (place, PartKind::Sheet)));
	Ok(order)
}
