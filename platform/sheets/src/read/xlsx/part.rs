// SPDX-License-Identifier: Apache-2.0
//! The XML of a workbook's parts, which were scanned before and hold to the bounds.

use super::archive::{known, MAX_NAME_CHARACTERS};
use crate::read::{unreadable::library_message, Unreadable};
use quick_xml::{
	events::{BytesStart, Event},
	reader::Reader,
};
use std::{
	collections::HashMap,
	io::{BufRead, BufReader, Cursor},
};
use zip::{read::ZipFile, ZipArchive};

/// The parts of a workbook, by the names that they are looked for by.
pub(super) struct Parts<'a> {
	archive: ZipArchive<Cursor<&'a [u8]>>,
	places: HashMap<String, usize>,
}

impl<'a> Parts<'a> {
	pub(super) fn open(content: &'a [u8]) -> Result<Self, Unreadable> {
		let archive =
			ZipArchive::new(Cursor::new(content)).map_err(|error| Unreadable::Zip(library_message(error)))?;
		let names = archive.file_names().map(known).enumerate();
		let mut places = HashMap::new();
		for (place, name) in names {
			places.entry(name).or_insert(place);
		}
		Ok(Self { archive, places })
	}

	/// The part of a name, if the workbook has it.
	pub(super) fn part(&mut self, name: &str) -> Result<Option<Xml<PartReader<'_, 'a>>>, Unreadable> {
		let Some(place) = self.places.get(&known(name)) else { return Ok(None) };
		let part = self.archive.by_index(*place).map_err(|error| Unreadable::Zip(library_message(error)))?;
		let mut reader = Reader::from_reader(BufReader::new(part));
		reader.config_mut().expand_empty_elements = true;
		Ok(Some(Xml { reader, part: name.chars().take(MAX_NAME_CHARACTERS).collect(), buffer: Vec::new() }))
	}
}

/// The bytes of a part, inflated.
pub(super) type PartReader<'p, 'a> = BufReader<ZipFile<'p, Cursor<&'a [u8]>>>;

/// A part that is read.
pub(super) struct Xml<R> {
	reader: Reader<R>,
	part: String,
	buffer: Vec<u8>,
}

/// A piece of a part.
pub(super) enum Piece {
	Start(Tag),
	/// The end of the element of that name.
	End(Vec<u8>),
	Text(String),
}

/// The beginning of an element, its name without the namespace's prefix.
pub(super) struct Tag(BytesStart<'static>);

impl Tag {
	pub(super) fn name(&self) -> &[u8] {
		self.0.local_name().into_inner()
	}

	/// The first attribute of that name, whatever its prefix.
	pub(super) fn attribute(&self, name: &str) -> Option<String> {
		let mut attributes = self.0.attributes();
		let attributes = attributes.with_checks(false).flatten();
		let mut of_name =
			attributes.filter(|attribute| attribute.key.local_name().as_ref() == name.as_bytes());
		of_name.next().and_then(|attribute| Some(attribute.unescape_value().ok()?.into_owned()))
	}

	/// Tells whether an attribute says yes.
	pub(super) fn is_set(&self, name: &str) -> bool {
		self.attribute(name).is_some_and(|value| ["1", "true", "on"].contains(&value.as_str()))
	}
}

impl<R: BufRead> Xml<R> {
	/// The next piece, or none at the end.
	pub(super) fn next(&mut self) -> Result<Option<Piece>, Unreadable> {
		loop {
			self.buffer.clear();
			let event = self.reader.read_event_into(&mut self.buffer);
			let at =
				if event.is_err() { self.reader.error_position() } else { self.reader.buffer_position() };
			let malformed = |error: String| Unreadable::Xml { part: self.part.clone(), at, error };
			let event = event.map_err(|error| malformed(library_message(error)))?;
			let piece = match event {
				Event::Eof => return Ok(None),
				Event::Start(tag) => Piece::Start(Tag(tag.into_owned())),
				Event::End(tag) => Piece::End(tag.local_name().as_ref().to_vec()),
				Event::Text(text) => {
					let text = text.unescape().map_err(|error| malformed(library_message(error)))?;
					Piece::Text(text.into_owned())
				}
				Event::CData(text) => {
					let text = text.decode().map_err(|error| malformed(library_message(error)))?;
					Piece::Text(text.into_owned())
				}
				_ => continue,
			};
			return Ok(Some(piece));
		}
	}
}
