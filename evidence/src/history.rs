// SPDX-License-Identifier: Apache-2.0

//! Changes of the validator set, each signed by the set before.

use crate::{
	authorities::AuthoritySet,
	bounds::MAX_AUTHORITIES,
	header::Header,
	justification::Justification,
	reader::{Reader, Unreadable},
	refusal::{Refusal, RefusalKind},
};
use alloc::vec::Vec;

impl AuthoritySet {
	/// Follows a change of the set: a header that announces it, and the votes of this set for it.
	pub fn follow(&mut self, header: &[u8], justification: &[u8]) -> Result<(), Refusal> {
		let header = Header::decode(header)?;
		if header.number <= self.after {
			return Err(RefusalKind::HistoryBackwards.into());
		}
		let next = set_change(&header)?.ok_or(RefusalKind::NoChange)?;
		Justification::decode(justification)?.verify(&header, self)?;
		*self = Self { id: self.id + 1, after: header.number, authorities: next };
		self.check()
	}

	/// Checks that this set made a block final. Returns its header and the number of validators that signed.
	pub fn finalizes(&self, header: &[u8], justification: &[u8]) -> Result<(Header, usize), Refusal> {
		let header = Header::decode(header)?;
		if header.number <= self.after {
			return Err(RefusalKind::HistoryBackwards.into());
		}
		let signed = Justification::decode(justification)?.verify(&header, self)?;
		Ok((header, signed))
	}
}

/// Returns the set that a header announces. None if it announces none.
///
/// # Errors
///
/// Refuses a forced change: no validator of the set before vouches for it.
pub fn set_change(header: &Header) -> Result<Option<Vec<[u8; 32]>>, Refusal> {
	let mut next = None;
	for message in &header.grandpa {
		let mut reader = Reader(message);
		match reader.byte().map_err(malformed)? {
			1 => {
				let change = scheduled(&mut reader)?;
				if next.is_some() {
					return Err(RefusalKind::TwoChanges.into());
				}
				next = Some(change);
			}
			2 => return Err(RefusalKind::ForcedChange.because(alloc::format!("block {}", header.number))),
			// Other messages of GRANDPA concern no set.
			_ => (),
		}
	}
	Ok(next)
}

fn scheduled(reader: &mut Reader<'_>) -> Result<Vec<[u8; 32]>, Refusal> {
	let count = reader.length(MAX_AUTHORITIES).map_err(malformed)?;
	let mut authorities = Vec::with_capacity(count);
	for _ in 0..count {
		authorities.push(reader.array().map_err(malformed)?);
		if reader.u64().map_err(malformed)? != 1 {
			return Err(RefusalKind::InvalidSet.into());
		}
	}
	let delay = reader.u32().map_err(malformed)?;
	reader.end().map_err(malformed)?;
	if delay != 0 {
		return Err(RefusalKind::DelayedChange.into());
	}
	Ok(authorities)
}

fn malformed(_: Unreadable) -> Refusal {
	RefusalKind::MalformedChange.into()
}
