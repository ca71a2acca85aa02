// SPDX-License-Identifier: Apache-2.0

//! Canonical forms of GS1 keys: EPC URNs and GS1 Digital Links as links of `id.gs1.org`, at the finest level.

/// Keys whose links are normalised.
const KEYS: [&str; 14] =
	["00", "01", "253", "255", "401", "402", "414", "417", "8003", "8004", "8006", "8010", "8017", "8018"];

/// Names that older links have for keys and qualifiers.
const NAMES: [(&str, &str); 17] = [
	("gtin", "01"),
	("itip", "8006"),
	("cpid", "8010"),
	("gln", "414"),
	("party", "417"),
	("gsrnp", "8017"),
	("gsrn", "8018"),
	("gcn", "255"),
	("sscc", "00"),
	("gdti", "253"),
	("ginc", "401"),
	("gsin", "402"),
	("grai", "8003"),
	("giai", "8004"),
	("cpv", "22"),
	("lot", "10"),
	("ser", "21"),
];

/// The canonical link of a key. None of a text that is none, or that is not normalised.
pub(crate) fn canonical(text: &str) -> Option<String> {
	if !text.contains('.') {
		return None;
	}
	match text.strip_prefix("urn:epc:") {
		Some(urn) => of_urn(urn),
		None => of_link(text),
	}
}

fn digits(text: &str) -> bool {
	!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The check digit behind digits.
fn check_digit(digits: &str) -> char {
	let weighted = digits.bytes().rev().zip([3, 1].into_iter().cycle());
	let sum: u32 = weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
	char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

/// A serial of a URN as a link has it.
fn encoded(serial: &str) -> String {
	let mut text = String::with_capacity(serial.len());
	for c in serial.chars() {
		match c {
			'!' | '(' | ')' | '*' | '+' | ',' | ':' => text += &format!("%{:02X}", c as u32),
			c => text.push(c),
		}
	}
	text
}

/// Returns true if a serial has characters of a URN alone, and as many as it may.
fn is_serial(serial: &str, longest: usize) -> bool {
	let mut length = 0;
	let mut rest = serial.bytes();
	while let Some(byte) = rest.next() {
		length += 1;
		let is_sound = match byte {
			b'%' => {
				let mut hex = || rest.next().is_some_and(|byte| byte.is_ascii_hexdigit());
				hex() && hex()
			}
			byte => byte.is_ascii_alphanumeric() || b"!')(*+,.:;=_-".contains(&byte),
		};
		if !is_sound {
			return false;
		}
	}
	(1..=longest).contains(&length)
}

fn of_urn(urn: &str) -> Option<String> {
	let (kind, rest) = urn.split_once(':')?;
	let (scheme, value) = rest.split_once(':')?;
	let (prefix, rest) = value.split_once('.')?;
	if !digits(prefix) || !(6..=12).contains(&prefix.len()) {
		return None;
	}
	// The reference has as many digits as fill up the prefix.
	let reference = |length: usize| {
		let (reference, serial) = rest.split_once('.')?;
		let is_sound =
			reference.len() + prefix.len() == length && (reference.is_empty() || digits(reference));
		is_sound.then_some((reference, serial))
	};
	let gtin = |reference: &str| {
		let gtin = format!("{}{prefix}{}", &reference[..1], &reference[1..]);
		let check = check_digit(&gtin);
		format!("{gtin}{check}")
	};
	let checked = |number: String| {
		let check = check_digit(&number);
		format!("{number}{check}")
	};
	let whole = |length: usize| (digits(rest) && rest.len() + prefix.len() == length).then_some(rest);
	let link = match (kind, scheme) {
		("id", "sgtin") => {
			let (item, serial) = reference(13).filter(|(_, serial)| is_serial(serial, 20))?;
			format!("01/{}/21/{}", gtin(item), encoded(serial))
		}
		("class", "lgtin") => {
			let (item, lot) = reference(13).filter(|(_, lot)| is_serial(lot, 20))?;
			format!("01/{}/10/{}", gtin(item), encoded(lot))
		}
		("idpat", "sgtin" | "upui") => {
			let (item, _) = reference(13).filter(|(_, all)| *all == "*")?;
			format!("01/{}", gtin(item))
		}
		("id", "upui") => {
			let (item, serial) = reference(13).filter(|(_, serial)| is_serial(serial, 28))?;
			format!("01/{}/235/{}", gtin(item), encoded(serial))
		}
		("id", "sscc") => {
			let serial = whole(17)?;
			format!("00/{}", checked(format!("{}{prefix}{}", &serial[..1], &serial[1..])))
		}
		("id", "sgln") => {
			let (location, extension) = reference(12).filter(|(_, extension)| is_serial(extension, 20))?;
			let gln = checked(format!("{prefix}{location}"));
			match extension {
				"0" => format!("414/{gln}"),
				extension => format!("414/{gln}/254/{}", encoded(extension)),
			}
		}
		("id", "pgln") => {
			let party = rest.strip_suffix('.').unwrap_or(rest);
			let is_sound = party.len() + prefix.len() == 12 && (party.is_empty() || digits(party));
			is_sound.then(|| format!("417/{}", checked(format!("{prefix}{party}"))))?
		}
		("id", "grai") => {
			let (asset, serial) = reference(12).filter(|(_, serial)| is_serial(serial, 16))?;
			format!("8003/{}{}", checked(format!("0{prefix}{asset}")), encoded(serial))
		}
		("idpat", "grai") => {
			let (asset, _) = reference(12).filter(|(_, all)| *all == "*")?;
			format!("8003/{}", checked(format!("0{prefix}{asset}")))
		}
		("id", "giai") => {
			is_serial(rest, 30 - prefix.len()).then(|| format!("8004/{prefix}{}", encoded(rest)))?
		}
		("id", "gsrn") => format!("8018/{}", checked(format!("{prefix}{}", whole(17)?))),
		("id", "gsrnp") => format!("8017/{}", checked(format!("{prefix}{}", whole(17)?))),
		("id", "gsin") => format!("402/{}", checked(format!("{prefix}{}", whole(16)?))),
		("id", "ginc") => {
			is_serial(rest, 30 - prefix.len()).then(|| format!("401/{prefix}{}", encoded(rest)))?
		}
		("id", "gdti") => {
			let (document, serial) = reference(12).filter(|(_, serial)| is_serial(serial, 20))?;
			format!("253/{}{}", checked(format!("{prefix}{document}")), encoded(serial))
		}
		("id", "sgcn") => {
			let (coupon, serial) =
				reference(12).filter(|(_, serial)| digits(serial) && serial.len() <= 12)?;
			format!("255/{}{serial}", checked(format!("{prefix}{coupon}")))
		}
		("id", "cpi") => {
			let (part, serial) = rest.rsplit_once('.').filter(|(_, serial)| digits(serial))?;
			format!("8010/{}/8011/{serial}", encoded(&format!("{prefix}{part}")))
		}
		("id", "itip") => {
			let (item, rest) = reference(13)?;
			let (piece, rest) = rest.split_once('.')?;
			let (total, serial) = rest.split_once('.').filter(|(_, serial)| is_serial(serial, 20))?;
			format!("8006/{}{piece}{total}/21/{}", gtin(item), encoded(serial))
		}
		_ => return None,
	};
	Some(format!("https://id.gs1.org/{link}"))
}

/// Returns true if a character may stand in the value of a link as it is.
fn is_plain(byte: u8) -> bool {
	byte.is_ascii_alphanumeric() || b"\"'-._;<=>?".contains(&byte)
}

fn of_link(text: &str) -> Option<String> {
	let rest = text.strip_prefix("https:").or_else(|| text.strip_prefix("http:"))?;
	let path = rest.split(['?', '#']).next()?;
	let segments: Vec<&str> = path.trim_start_matches('/').split('/').skip(1).collect();
	let named = |segment: &str| NAMES.iter().find(|(name, _)| *name == segment).map(|(_, key)| *key);
	let segments: Vec<&str> = segments.iter().map(|segment| named(segment).unwrap_or(segment)).collect();
	let at = segments.iter().position(|segment| KEYS.contains(segment))?;
	let (key, value, qualifiers) = (segments[at], *segments.get(at + 1)?, segments.get(at + 2..)?);
	// Three qualifiers are not normalised by the reference.
	if qualifiers.len() > 4 || !value.bytes().take(4).all(|byte| byte.is_ascii_digit()) || value.len() < 5 {
		return None;
	}
	let value = match (key, value.len()) {
		("01", 8 | 12 | 13) if digits(value) => format!("{value:0>14}"),
		_ => value.to_owned(),
	};
	let is_sound = |value: &str, longest: usize| value.len() <= longest && value.bytes().all(is_plain);
	let finest = match qualifiers {
		[] | [""] => None,
		["22", variant] if is_sound(variant, 20) => None,
		["10" | "21", ..] | ["22", _, "10" | "21", ..] if matches!(key, "01" | "8006") => {
			let [.., name, last] = qualifiers else { return None };
			// What is percent-encoded stays as it is, as the reference has it.
			Some((*name, *last)).filter(|(_, last)| is_sound(last, 20)).map(Some)?
		}
		["235", extension] if key == "01" && is_sound(extension, 28) => Some(("235", *extension)),
		["254", extension] if key == "414" && is_sound(extension, 20) => Some(("254", *extension)),
		["8011", serial] if key == "8010" && digits(serial) => Some(("8011", *serial)),
		_ => return None,
	};
	let exact = |length: usize| digits(&value) && value.len() == length;
	let from =
		|length: usize, longest: usize| value.get(..length).is_some_and(digits) && is_sound(&value, longest);
	let is_key = match key {
		"00" | "8017" | "8018" | "8006" => exact(18),
		"01" => exact(14),
		"402" => exact(17),
		"414" | "417" => exact(13),
		"253" => from(13, 30),
		"255" => digits(&value) && (13..=25).contains(&value.len()),
		"8003" => from(14, 30),
		_ => is_sound(&value, 30),
	};
	let qualifier = finest.map(|(name, value)| format!("/{name}/{value}")).unwrap_or_default();
	is_key.then(|| format!("https://id.gs1.org/{key}/{value}{qualifier}"))
}
