// SPDX-License-Identifier: Apache-2.0

//! Commands on the standard input.

use anyhow::{bail, Context};
use std::str::FromStr;

/// An order to send messages.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
	/// Messages of transactions with forged signatures.
	Forged { messages: usize, transactions: usize },
	/// Messages that can't be decoded.
	Malformed { messages: usize },
	/// A message with one encoded transaction.
	Send(Vec<u8>),
}

impl FromStr for Command {
	type Err = anyhow::Error;

	fn from_str(line: &str) -> anyhow::Result<Self> {
		let number = |text: &str| text.parse().with_context(|| format!("{text:?} is no number"));
		match line.split_whitespace().collect::<Vec<_>>()[..] {
			["forged", messages, transactions] => {
				Ok(Self::Forged { messages: number(messages)?, transactions: number(transactions)? })
			}
			["malformed", messages] => Ok(Self::Malformed { messages: number(messages)? }),
			["send", digits] => Ok(Self::Send(hex::decode(digits.trim_start_matches("0x"))?)),
			_ => bail!("no command: {line:?}"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_command_is_read_and_no_other() {
		assert_eq!(
			"forged 2 30".parse::<Command>().unwrap(),
			Command::Forged { messages: 2, transactions: 30 }
		);
		assert_eq!("malformed 4".parse::<Command>().unwrap(), Command::Malformed { messages: 4 });
		assert_eq!("send 0x0102".parse::<Command>().unwrap(), Command::Send(vec![1, 2]));
		for line in ["", "forged 2", "forged two 1", "send 0xzz", "stop"] {
			assert!(line.parse::<Command>().is_err(), "{line}");
		}
	}
}
