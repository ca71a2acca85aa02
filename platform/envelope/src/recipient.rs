// SPDX-License-Identifier: Apache-2.0

//! Recipients of envelopes, and their texts.

use codec::{Decode, Encode};
use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};
use sp_core::crypto::{AccountId32, Ss58AddressFormat, Ss58Codec};
use std::{fmt, str::FromStr};

/// SS58 prefix of Substrate chains in general.
const SS58_PREFIX: u16 = 42;

/// Prefix of the text of a bearer.
const BEARER: &str = "bearer:";

/// A recipient of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Recipient {
	/// An account of the chain, which registers the key that is sealed to.
	Account([u8; 32]),
	/// Whoever holds a secret: the id is derived from it by [`crate::bearer`].
	Bearer([u8; 32]),
}

impl Recipient {
	/// The id of the recipient, as a wrap is bound to it.
	pub fn id(&self) -> &[u8; 32] {
		match self {
			Self::Account(id) | Self::Bearer(id) => id,
		}
	}
}

impl fmt::Display for Recipient {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Account(id) => {
				let format = Ss58AddressFormat::custom(SS58_PREFIX);
				formatter.write_str(&AccountId32::new(*id).to_ss58check_with_version(format))
			}
			Self::Bearer(id) => write!(formatter, "{BEARER}{}", hex::encode(id)),
		}
	}
}

impl FromStr for Recipient {
	type Err = &'static str;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		if let Some(id) = text.strip_prefix(BEARER) {
			let mut bearer = [0; 32];
			hex::decode_to_slice(id, &mut bearer).map_err(|_| "a bearer is 64 hexadecimal digits")?;
			return Ok(Self::Bearer(bearer));
		}
		let account = AccountId32::from_ss58check(text).map_err(|_| "this is no account")?;
		Ok(Self::Account(account.into()))
	}
}

impl Serialize for Recipient {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for Recipient {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_recipient_is_read_as_it_is_written() {
		for recipient in [Recipient::Account([7; 32]), Recipient::Bearer([8; 32])] {
			assert_eq!(recipient.to_string().parse(), Ok(recipient));
		}
		for text in ["", "bearer:", "bearer:07", "5Fnobody"] {
			assert!(text.parse::<Recipient>().is_err(), "{text}");
		}
	}
}
