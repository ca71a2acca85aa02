// SPDX-License-Identifier: Apache-2.0

//! Tables that the indexer writes: their names, their columns, and which of them are the key.

use suyuan_chain_client::Info;

/// Type of a column as its table shows it, and with that the form in which the rows keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
	/// Text, kept as it is.
	Text,
	/// A whole number of 64 bits; 0 and 1 stand for truth, milliseconds since 1970 UTC for moments.
	Number,
	/// Bytes as they were encoded on the chain: BLOB or BYTEA.
	Bytes,
	/// Bytes of a record, kept without the code that they begin with: the first column of the table.
	Record,
	/// A hash as 0x hexadecimal, kept as its bytes.
	Hash,
	/// Name of an information block, kept as its place.
	Block,
	/// JSON list of categories of the information block in the second column, kept as bits.
	Categories,
	/// Text that recurs, kept as the number that a lookup table gives it.
	Recurring(Lookup),
}

/// Tables that give numbers to texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lookup {
	/// Trace codes, by the numbers of their units.
	Units,
	/// Accounts, each a key.
	Accounts,
	/// Words of the chain's vocabulary.
	Words,
	/// Brands, and names of products, producers and carriers.
	Names,
	/// Commodity barcodes of products.
	Products,
}

impl Lookup {
	/// All lookups, units first.
	pub const ALL: [Self; 5] = [Self::Units, Self::Accounts, Self::Words, Self::Names, Self::Products];

	/// Name of the table, and of its columns with the number and with the text.
	pub const fn columns(self) -> (&'static str, &'static str, &'static str) {
		match self {
			Self::Units => ("unit_numbers", "unit", "code"),
			Self::Accounts => ("accounts", "number", "account"),
			Self::Words => ("words", "number", "word"),
			Self::Names => ("names", "number", "name"),
			Self::Products => ("products", "number", "gtin"),
		}
	}
}

#[allow(non_upper_case_globals)]
mod kinds {
	use super::{Kind, Lookup};
	pub(super) const Code: Kind = Kind::Recurring(Lookup::Units);
	pub(super) const Account: Kind = Kind::Recurring(Lookup::Accounts);
	pub(super) const Word: Kind = Kind::Recurring(Lookup::Words);
	pub(super) const Name: Kind = Kind::Recurring(Lookup::Names);
	pub(super) const Gtin: Kind = Kind::Recurring(Lookup::Products);
}

use kinds::{Account, Code, Gtin, Name, Word};
use Kind::{Block, Bytes, Categories, Hash, Number, Record, Text};

/// A table that the indexer writes.
#[derive(Debug)]
pub struct Table {
	/// Name in the schema of the table, or of the view that shows its rows with their texts.
	pub name: &'static str,
	/// Name of the table that keeps the rows.
	pub rows: &'static str,
	/// Columns with their types; those of the key come first.
	pub columns: &'static [(&'static str, Kind)],
	/// Number of leading columns that are the primary key.
	pub key: usize,
	/// True if the rows bear the number of their chain. Others bear that of a unit, or none since they are the platform's own.
	pub bears_chain: bool,
}

impl Table {
	/// Position of a column in a row.
	///
	/// # Panics
	///
	/// If the table has no column of that name, which no input can bring about.
	pub fn position(&self, column: &str) -> usize {
		let found = self.columns.iter().position(|(name, _)| *name == column);
		found.unwrap_or_else(|| panic!("{} has no column {column}", self.name))
	}
}

/// Name of a column where the rows are kept.
pub fn kept_name((name, kind): &(&'static str, Kind)) -> &'static str {
	match (*name, kind) {
		("code", Kind::Recurring(Lookup::Units)) => "unit",
		("gtin", Kind::Recurring(Lookup::Products)) => "product",
		(name, _) => name,
	}
}

macro_rules! tables {
	($( $name:ident = $sql:literal in $rows:literal, $key:literal $(of $chain:ident)?: $( $column:ident $kind:ident ),+ ; )*) => {
		$(
			#[doc = concat!("`", $sql, "`")]
			pub static $name: Table = Table {
				name: $sql,
				rows: $rows,
				key: $key,
				columns: &[$( (stringify!($column), $kind) ),+],
				bears_chain: tables!(@chain $($chain)?),
			};
		)*

		/// All tables that the indexer writes; `dump` prints them in this order.
		pub static ALL: &[&Table] = &[$( &$name ),*];
	};
	(@chain chain) => { true };
	(@chain) => { false };
}

tables! {
	CURSOR = "cursor" in "cursor", 1 of chain: id Number, genesis Text, block Number, hash Text;
	BLOCKS = "blocks" in "blocks", 1 of chain: number Number, hash Text, time Number, spec_version Number, author Text, records Number;
	VALIDATORS = "validators" in "validators", 1 of chain: account Text, department Text, name Text, since Number;
	PARTICIPANTS = "participants" in "participants", 1 of chain: account Text, kind Text, business Text, nodes Text, name Text,
		credit_code Text, country Text, registration Text, status Text, until Number, department Text, profile Text,
		profile_hash Text, evidence Text, changed_at Number;
	PARTICIPANT_EVENTS = "participant_events" in "participant_events", 3 of chain: account Text, block Number, event Number, time Number, kind Text,
		reason Text;
	APPLICATIONS = "applications" in "applications", 1 of chain: account Text, profile Text, profile_hash Text, changed_at Number;
	PARTNERS = "partners" in "partners", 2 of chain: proposer Text, partner Text, confirmed Number, since Number;
	AUTHORIZATIONS = "authorizations" in "authorizations", 2 of chain: owner Text, provider Text, info_blocks Text;
	UNITS = "units" in "unit_rows", 1: code Code, gtin Gtin, variant Text, lot Text, serial Text, sscc Text, kind Word, mode Word,
		quantity Number, remaining Number, measure Word, owner Account, custodian Account, stage Word, retain_until Number,
		hold Word, hold_by Account, hold_reason Text, held_at Number, made_by Number, packed_in Code, offered_to Account,
		offer_expires_at Number, title_offer Text, service Text, registered_at Number, registered_time Number, archived_digest Hash,
		unproven_right Number;
	PREFIXES = "prefixes" in "prefixes", 1 of chain: key Text, scheme Text, prefix Text, holder Text, until Number, granted_at Number;
	UNIT_EVENTS = "unit_events" in "unit_event_rows", 3: block Number, event Number, code Code, time Number, kind Word, by Account,
		other Text, detail Text;
	TRANSFORMATIONS = "transformations" in "transformations", 1 of chain: id Number, kind Text, by Text, block Number, time Number,
		yield_check Text;
	TRANSFORMATION_INPUTS = "transformation_inputs" in "transformation_input_rows", 2 of chain: id Number, position Number, code Code, quantity Number;
	TRANSFORMATION_OUTPUTS = "transformation_outputs" in "transformation_output_rows", 2 of chain: id Number, position Number, code Code;
	HEADS = "heads" in "head_rows", 2: code Code, info_block Block, records Number, categories Categories, imported Categories, digest Hash,
		last_at Number, checked_at Number, agrees Number;
	RUNTIMES = "runtimes" in "runtimes", 1 of chain: spec_version Number, since Number, forms Bytes;
	RECORD_DAYS = "record_days" in "record_days", 3 of chain: day Number, info_block Text, category Text, records Number;
	PRODUCT_RECORDS = "product_records" in "product_record_rows", 2: code Code, record_index Number, category Word, provider Account, superseded_by Number,
		block Number, record Record, brand Name, model Name, barcode Gtin, batch Text, producer Name;
	TRANSACTION_RECORDS = "transaction_records" in "transaction_record_rows", 2: code Code, record_index Number, category Word, provider Account, superseded_by Number,
		block Number, record Record, product_name Name, platform Name, order_number Text, merchant Name,
		amount Number, currency Word;
	LOGISTICS_RECORDS = "logistics_records" in "logistics_record_rows", 2: code Code, record_index Number, category Word, provider Account, superseded_by Number,
		block Number, record Record, carrier Name, waybill Text, delivery_number Text;
	CUSTOMS_RECORDS = "customs_records" in "customs_record_rows", 2: code Code, record_index Number, category Word, provider Account, superseded_by Number,
		block Number, record Record, entry_number Text, status Word, status_code Number;
	DECLARATIONS = "declarations" in "declaration_rows", 1 of chain: entry_number Text, declarant Account, status Word, code Number,
		declaration_hash Hash, loop_state Word, loop_digest Hash, released_loop Hash, supervision Word, heading Text,
		lines Text, approval Text, declared_at Number, changed_at Number;
	DECLARATION_UNITS = "declaration_units" in "declaration_unit_rows", 2 of chain: entry_number Text, code Code;
	DECLARATION_WAYBILLS = "declaration_waybills" in "declaration_waybills", 3 of chain: entry_number Text, company Text, number Text;
	DECLARATION_VERDICTS = "declaration_verdicts" in "declaration_verdicts", 2 of chain: entry_number Text, department Text, agrees Number,
		reason Text, regulator Text, block Number, time Number;
	VERDICTS = "verdicts" in "verdicts", 3 of chain: matter Text, block Number, event Number, time Number, department Text, agrees Number,
		reason Text, regulator Text, overrules Text;
	DECLARATION_CHANGES = "declaration_changes" in "declaration_changes", 3 of chain: entry_number Text, block Number, event Number, time Number,
		from_status Text, to_status Text, code Number;
	FILINGS = "filings" in "filings", 1 of chain: exporter Text, status Text, filing_hash Text, lapses_at Number, detail Text,
		changed_at Number;
	FILING_VERDICTS = "filing_verdicts" in "filing_verdicts", 2 of chain: exporter Text, department Text, agrees Number, reason Text,
		block Number, time Number;
	LOOPS = "loops" in "loops", 4 of chain: merchant Text, platform Text, merchant_code Text, number Text, state Text, detail Text,
		changed_at Number;
	OUTDATED_LOOPS = "outdated_loops" in "outdated_loops", 4 of chain: merchant Text, platform Text, merchant_code Text, number Text,
		changed_at Number;
	ARCHIVE_ROOTS = "archive_roots" in "archive_roots", 1 of chain: class Bytes, root Bytes, block Number;
	ARCHIVE_NODES = "archive_nodes" in "archive_nodes", 2 of chain: class Bytes, hash Bytes, node Bytes;
}

/// Table of the records of an information block.
pub fn records_of(info: Info) -> &'static Table {
	match info {
		Info::Product => &PRODUCT_RECORDS,
		Info::Transaction => &TRANSACTION_RECORDS,
		Info::Logistics => &LOGISTICS_RECORDS,
		Info::Customs => &CUSTOMS_RECORDS,
	}
}
