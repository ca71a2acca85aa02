// SPDX-License-Identifier: Apache-2.0
//! The command-line interface.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::{path::PathBuf, str::FromStr};
use suyuan_primitives::{
	reconciliation::Comparison,
	requirement::InfoBlock,
	values::{Amount, Commitment, Money},
};

/// Signs sheets onto the trace chain.
///
/// A sheet has the layout of GB/T 39106 table A.5, as .csv (UTF-8) or .xlsx: `suyuan-import columns` explains its columns
/// and writes a blank one. Every line is checked as the chain checks it, and with a node also that its unit exists and that
/// you may write of it. A record that the sheet holds twice, or that the chain has already, is asked about: it is named with
/// both places, and sent with --again alone. Nothing is sent while any line is wrong, unless you say --skip-faulty.
///
/// Sound lines are sent in calls of up to 256 records, each waited for until it is final. Beside the sheet are kept:
/// SHEET.journal, the calls that were sent and became final, so that a second run sends nothing twice; and SHEET.seals,
/// salts and plaintexts of personal data, which the chain gets only sealed, and of amounts that are committed to, encrypted to
/// your own keyring. Keep both: without them it can't be proven what was sealed.
///
/// Exit code: 0 if every line is right and, unless it was a dry run, final; 1 if any was not; 2 if nothing could be done.
#[derive(Debug, Parser)]
#[command(
	name = "suyuan-import",
	version,
	args_conflicts_with_subcommands = true,
	subcommand_negates_reqs = true
)]
pub(crate) struct Cli {
	#[command(subcommand)]
	pub(crate) command: Option<Command>,
	#[command(flatten)]
	pub(crate) import: Import,
}

/// Commands other than an import.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
	/// Explain the columns, or write a blank sheet with choices and explanations.
	Columns {
		/// The blank sheet to write: a file that does not exist yet, .xlsx or .csv.
		#[arg(long, value_name = "FILE")]
		blank: Option<PathBuf>,
	},
	/// Prove that amounts which are committed to agree with that of their order.
	///
	/// Writes the arguments of reconciliation.matchByProof as JSON, which any participant's key may sign. Of a list that is
	/// committed to, its `amounts` are given beside them as they were recorded.
	Prove(Prove),
	/// Make, show, back up and restore the keys by which sealed data opens.
	Keyring {
		#[command(subcommand)]
		command: KeyringCommand,
	},
	/// Seal envelopes for a vault, open what it answers, and sign the requests to it. The requests are sent by another program.
	Vault {
		#[command(subcommand)]
		command: VaultCommand,
	},
	/// Print what a file of seals has, a line of JSON per field: for its owner, who has the keyring.
	Seals {
		/// The file of seals.
		file: PathBuf,
		/// The keyring that it was sealed to.
		#[arg(long, env = "SUYUAN_KEYRING", value_name = "FILE")]
		keyring: PathBuf,
	},
}

#[derive(Args, Debug)]
pub(crate) struct Prove {
	/// The hash of the chain's first block.
	#[arg(long, value_name = "0x…")]
	pub(crate) genesis: String,

	/// The merchant that the loop belongs to.
	#[arg(long, value_name = "SS58")]
	pub(crate) merchant: String,

	/// The order's key: code of the platform, code of the merchant, number.
	#[arg(long, num_args = 3, value_names = ["PLATFORM", "MERCHANT", "NUMBER"])]
	pub(crate) order: Vec<String>,

	/// The amounts that are compared with that of the order.
	#[arg(long)]
	pub(crate) comparison: Compared,

	/// The amount of the order: `committed:0x… USD`, or in the currency's minor unit, `4990 USD`.
	#[arg(long, value_name = "AMOUNT")]
	pub(crate) ordered: OrderAmount,

	/// An amount that is compared with it; once for each.
	#[arg(long, required = true, value_name = "AMOUNT")]
	pub(crate) compared: Vec<OrderAmount>,

	/// A file of seals with blinding factors; once for each.
	#[arg(long, required = true, value_name = "FILE")]
	pub(crate) seals: Vec<PathBuf>,

	/// The keyring that they were sealed to.
	#[arg(long, env = "SUYUAN_KEYRING", value_name = "FILE")]
	pub(crate) keyring: PathBuf,
}

/// A comparison, as it is named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Compared {
	/// The lines of the order.
	OrderLines,
	/// The receipts that count.
	Receipts,
	/// The lines of the declaration.
	Declaration,
}

impl From<Compared> for Comparison {
	fn from(compared: Compared) -> Self {
		match compared {
			Compared::OrderLines => Self::OrderLines,
			Compared::Receipts => Self::Receipts,
			Compared::Declaration => Self::Declaration,
		}
	}
}

/// An amount, as it is written on the command line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrderAmount(pub(crate) Amount);

impl FromStr for OrderAmount {
	type Err = &'static str;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		const FORM: &str =
			"write committed:0x and 64 hexadecimal digits, or a number of minor units, and the currency";
		let (amount, currency) = text.rsplit_once(' ').ok_or(FORM)?;
		let currency = currency.parse().map_err(|_| FORM)?;
		let Some(commitment) = amount.strip_prefix("committed:") else {
			let minor_units = amount.parse().map_err(|_| FORM)?;
			return Ok(Self(Money { minor_units, currency }.into()));
		};
		let bytes = hex::decode(commitment.strip_prefix("0x").unwrap_or(commitment)).ok();
		let bytes = bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(FORM)?;
		Ok(Self(Amount::Committed { commitment: Commitment(bytes), currency }))
	}
}

/// Commands for a vault.
#[derive(Debug, Subcommand)]
pub(crate) enum VaultCommand {
	/// Print the header that signs a request.
	Sign {
		/// Method of the request, such as PUT.
		method: String,
		/// Path of the request, with its query, as it is sent.
		target: String,
		/// Body of the request.
		#[arg(long, value_name = "FILE")]
		body: Option<PathBuf>,
		/// A node of the chain.
		#[arg(long, env = "SUYUAN_NODE", value_name = "URL")]
		node: String,
		/// The signing key, as for an import.
		#[arg(long, value_name = "FILE|env:NAME")]
		key: String,
	},
	/// Print the body that puts an envelope, from a file of seals.
	Seal {
		/// The file of seals that has the opening.
		#[arg(long, value_name = "FILE")]
		seals: PathBuf,
		/// The keyring that it was sealed to.
		#[arg(long, env = "SUYUAN_KEYRING", value_name = "FILE")]
		keyring: PathBuf,
		/// The commitment, as the chain has it.
		#[arg(long, value_name = "0x…")]
		commitment: String,
		/// The path of the field, such as Order.consignee.
		#[arg(long)]
		path: String,
		/// A list of grants in JSON, each with the reader's public key.
		#[arg(long, value_name = "FILE")]
		grants: PathBuf,
		/// A node of the chain.
		#[arg(long, env = "SUYUAN_NODE", value_name = "URL")]
		node: String,
	},
	/// Print the bodies that grant a record to further readers, from an answer that you may open.
	Wrap {
		/// The answer of the vault.
		answer: PathBuf,
		/// The trace code of the unit.
		#[arg(long)]
		code: String,
		/// The commitment, as the chain has it.
		#[arg(long, value_name = "0x…")]
		commitment: String,
		#[command(flatten)]
		reader: Account,
		/// A list of grants in JSON, each with the reader's public key.
		#[arg(long, value_name = "FILE")]
		grants: PathBuf,
		/// A node of the chain.
		#[arg(long, env = "SUYUAN_NODE", value_name = "URL")]
		node: String,
	},
	/// Open an answer, and print its plaintext if it is that of the commitment. Exit code 1 if it is false.
	Open {
		/// The answer of the vault.
		answer: PathBuf,
		/// The trace code of the unit.
		#[arg(long)]
		code: String,
		/// The commitment, as the chain has it.
		#[arg(long, value_name = "0x…")]
		commitment: String,
		#[command(flatten)]
		reader: Account,
		/// A node of the chain.
		#[arg(long, env = "SUYUAN_NODE", value_name = "URL")]
		node: String,
	},
	/// Make the secret of a buyer's code, and print its id and public key for a grant.
	Bearer {
		/// The file for the secret, which you alone may read: one that does not exist yet.
		file: PathBuf,
	},
	/// Print the header by which a buyer reads. It opens nothing.
	Token {
		/// The file with the secret.
		file: PathBuf,
	},
}

/// The reader of an answer.
#[derive(Args, Debug)]
pub(crate) struct Account {
	/// The account of the reader.
	#[arg(long, value_name = "SS58", requires = "keyring")]
	pub(crate) account: Option<String>,
	/// The keyring of the account.
	#[arg(long, env = "SUYUAN_KEYRING", value_name = "FILE")]
	pub(crate) keyring: Option<PathBuf>,
	/// A file with the secret of a buyer's code, in place of account and keyring.
	#[arg(long, value_name = "FILE", conflicts_with = "account")]
	pub(crate) bearer: Option<PathBuf>,
}

/// Commands for a keyring. Secret keys are printed by none of them.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyringCommand {
	/// Make a keyring, or a new key in one that is there, and print the public key to register on the chain.
	Make {
		/// The file, which you alone may read.
		file: PathBuf,
	},
	/// Print the public keys.
	Show {
		/// The keyring.
		file: PathBuf,
	},
	/// Seal the keyring to another key, such as one that lies in a safe or with a department.
	Backup {
		/// The keyring.
		file: PathBuf,
		/// The public key that opens the backup, hexadecimal.
		#[arg(long, value_name = "KEY")]
		to: String,
		/// The backup to write: a file that does not exist yet.
		#[arg(long, value_name = "FILE")]
		into: PathBuf,
	},
	/// Open a backup with the keyring of the other key.
	Restore {
		/// The backup.
		file: PathBuf,
		/// The keyring with the key that the backup was sealed to.
		#[arg(long, value_name = "FILE")]
		with: PathBuf,
		/// The keyring to write: a file that does not exist yet.
		#[arg(long, value_name = "FILE")]
		into: PathBuf,
	},
}

#[derive(Args, Debug)]
pub(crate) struct Import {
	/// The sheet: .csv or .xlsx.
	#[arg(required = true)]
	pub(crate) sheet: Option<PathBuf>,

	/// A node of the chain. Without one, a dry run checks what can be checked on this machine.
	#[arg(long, env = "SUYUAN_NODE", value_name = "URL")]
	pub(crate) node: Option<String>,

	/// The signing key: a file that only you can read, with a secret phrase, a 0x seed or a path such as //Alice in it; or
	/// env:NAME for a variable of the environment. Never the key itself.
	#[arg(long, value_name = "FILE|env:NAME")]
	pub(crate) key: Option<String>,

	/// The participant to write for, if the key is an operator's: it signs proxy calls. In a dry run without a key, the
	/// participant that would write.
	#[arg(long, value_name = "SS58")]
	pub(crate) account: Option<String>,

	/// Take only these blocks from the sheet, and leave the others to those who may write there: `product`, `transaction`,
	/// `logistics`, `customs`.
	#[arg(long, value_delimiter = ',', value_name = "BLOCK")]
	pub(crate) only: Vec<Block>,

	/// Check everything and send nothing.
	#[arg(long)]
	pub(crate) dry_run: bool,

	/// Send the sound lines although others are wrong.
	#[arg(long)]
	pub(crate) skip_faulty: bool,

	/// Send records again that the sheet holds twice, or that the chain has already.
	#[arg(long)]
	pub(crate) again: bool,

	/// Commit to the amounts of orders, receipts and waybills in place of telling them. The amounts and their blinding factors
	/// are kept in the file of seals, without which it can never be proven that they agree.
	#[arg(long)]
	pub(crate) commit: bool,

	/// The most records in one call.
	#[arg(long, default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=256), value_name = "NUMBER")]
	pub(crate) batch: u32,

	/// The most calls in flight.
	#[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=64), value_name = "NUMBER")]
	pub(crate) window: u32,

	/// Seconds to wait for a node that goes away while something is sent.
	#[arg(long, default_value_t = 300, value_name = "SECONDS")]
	pub(crate) wait: u64,

	/// Also write the faults, line by line, into this CSV file.
	#[arg(long, value_name = "FILE")]
	pub(crate) report: Option<PathBuf>,

	/// The journal of sent calls, instead of SHEET.journal.
	#[arg(long, value_name = "FILE")]
	pub(crate) journal: Option<PathBuf>,

	/// The keyring to whose current key salts and plaintexts of personal data are encrypted. A sheet without such data needs
	/// none.
	#[arg(long, env = "SUYUAN_KEYRING", value_name = "FILE")]
	pub(crate) keyring: Option<PathBuf>,

	/// The file of salts and plaintexts, instead of SHEET.seals.
	#[arg(long, value_name = "FILE")]
	pub(crate) seals: Option<PathBuf>,
}

/// An information block, as it is named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Block {
	/// 产品信息
	Product,
	/// 交易信息
	Transaction,
	/// 物流信息
	Logistics,
	/// 通关信息
	Customs,
}

impl From<Block> for InfoBlock {
	fn from(block: Block) -> Self {
		match block {
			Block::Product => Self::Product,
			Block::Transaction => Self::Transaction,
			Block::Logistics => Self::Logistics,
			Block::Customs => Self::Customs,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_sound() {
		Cli::command().debug_assert();
		assert!(Cli::try_parse_from(["suyuan-import", "columns"]).unwrap().command.is_some());
		let import = Cli::try_parse_from(["suyuan-import", "a.csv", "--dry-run"]).unwrap().import;
		assert_eq!((import.sheet, import.dry_run, import.batch), (Some("a.csv".into()), true, 256));
		assert!(Cli::try_parse_from(["suyuan-import"]).is_err());
		assert!(Cli::try_parse_from(["suyuan-import", "a.csv", "--batch", "257"]).is_err());
	}
}
