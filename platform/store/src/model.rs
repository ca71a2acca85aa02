//! What is read back: the shapes that the HTTP interface answers with and that the page is made from.

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Everything that is known of one unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Trace {
	/// The unit.
	pub unit: Unit,
	/// Its four information blocks, in the order of tables 1 to 4 of the standard.
	pub blocks: Vec<InfoBlock>,
	/// What happened to it, in order.
	pub history: Vec<Happening>,
	/// What it was made of, directly, if it was made on the chain.
	pub made_of: Option<Transformation>,
	/// What was made of it, directly: the first [`Trace::MANY`] of them.
	pub used_in: Vec<Transformation>,
	/// What is packed directly in it: the first [`Trace::MANY`] codes.
	pub contents: Vec<String>,
	/// The units around it, from the nearest to the outermost.
	pub packed_in: Vec<String>,
	/// Its declarations, the latest first.
	pub declarations: Vec<Declaration>,
	/// The mandatory categories of its mode that are missing.
	pub missing: Vec<String>,
	/// Everyone who is named in the trace, by account.
	pub parties: BTreeMap<String, Party>,
	/// What was checked of it.
	pub check: Check,
	/// How often its code was looked up.
	pub scans: Scans,
}

impl Trace {
	/// How many neighbours a trace lists; the rest is asked for by pages.
	pub const MANY: i64 = 64;
}

/// A trace unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Unit {
	/// The trace code: the path of its GS1 Digital Link.
	pub code: String,
	/// `Item`, `Batch`, `LogisticUnit` or `Service`.
	pub kind: String,
	/// `FullChain`, `Manufacturer` or `Trader`: how far back a product is traced.
	pub mode: Option<String>,
	/// Commodity barcode, 14 digits.
	pub gtin: Option<String>,
	/// Batch or lot, decoded.
	pub lot: Option<String>,
	/// Serial number, decoded.
	pub serial: Option<String>,
	/// Serial shipping container code.
	pub sscc: Option<String>,
	/// How much it was registered as, in thousandths of `measure`.
	pub quantity: Option<i64>,
	/// How much is left, in thousandths.
	pub remaining: i64,
	/// What a batch is measured in.
	pub measure: Option<String>,
	/// Whose it is.
	pub owner: String,
	/// Who holds it: of a packed unit, whoever holds the outermost unit around it.
	pub custodian: String,
	/// `Open`, `Closed` or `Archived`.
	pub stage: String,
	/// Until when its trace is kept, once closed.
	pub retain_until: Option<i64>,
	/// `Quarantine` or `Recall`, while it is isolated.
	pub hold: Option<Hold>,
	/// The block in which it was registered.
	pub registered_at: i64,
	/// When that was.
	pub registered_time: i64,
}

/// That a unit is isolated.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Hold {
	/// `Quarantine` or `Recall`.
	pub kind: String,
	/// By whom.
	pub by: String,
	/// Why, in their words.
	pub reason: String,
	/// Since when.
	pub since: i64,
}

/// One information block of a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InfoBlock {
	/// `product`, `transaction`, `logistics` or `customs`.
	pub name: &'static str,
	/// How many records it has in all.
	pub total: i64,
	/// Its records in order, at most [`InfoBlock::MANY`] of them: the first; the rest is asked for by pages.
	pub records: Vec<Record>,
	/// Digest of its head, as replayed.
	pub digest: Option<String>,
	/// Whether that agreed with the chain's own head, and at which final block it was compared.
	pub agrees: Option<bool>,
	/// That block.
	pub checked_at: Option<i64>,
	/// Whether all its records are here, so that their digest was computed anew for this answer, from the bytes that they
	/// are read from. If that is not the head's, they don't agree.
	pub recomputed: bool,
}

impl InfoBlock {
	/// How many records of a block a trace carries.
	pub const MANY: i64 = 256;
}

/// One record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Record {
	/// The unit.
	pub code: String,
	/// Its place in the block, counted from 0.
	pub index: i64,
	/// The category of tables 1 to 4 that it fills. None for positions.
	pub category: Option<String>,
	/// Who wrote it.
	pub provider: String,
	/// `Own`, `Imported` or `Clearance`.
	pub source: String,
	/// The party whose word it is, if it was imported.
	pub party: Option<String>,
	/// The index of the record that it amends.
	pub supersedes: Option<i64>,
	/// Why it amends it.
	pub reason: Option<String>,
	/// The index of the record that amends it, category and provider agreeing.
	pub superseded_by: Option<i64>,
	/// The final block that carries it.
	pub block: i64,
	/// That block's time.
	pub time: i64,
	/// `blake2_256` of the encoded record.
	pub hash: String,
	/// What it says.
	pub item: Value,
}

/// Something that happened to a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Happening {
	/// The block.
	pub block: i64,
	/// Its time.
	pub time: i64,
	/// The event's name on the chain.
	pub kind: String,
	/// Who did it.
	pub by: Option<String>,
	/// The other party or unit.
	pub other: Option<String>,
	/// What else the event says.
	pub detail: Value,
}

/// How units became others.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Transformation {
	/// Its number.
	pub id: i64,
	/// `Transform` or `Split`.
	pub kind: String,
	/// By whom.
	pub by: String,
	/// In which block.
	pub block: i64,
	/// When.
	pub time: i64,
	/// What was used: codes, and how much of a batch in thousandths.
	pub inputs: Vec<(String, Option<i64>)>,
	/// What came into being.
	pub outputs: Vec<String>,
}

/// A declaration, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Declaration {
	/// 报关单号
	pub entry_number: String,
	/// Who exports.
	pub declarant: String,
	/// 通关状态
	pub status: String,
	/// The code of the single window's receipt.
	pub code: i64,
	/// How order, goods and money agree: `Open`, `Matched` or `Mismatch`.
	pub loop_state: Option<String>,
	/// When it was declared.
	pub declared_at: i64,
	/// The departments' verdicts.
	pub verdicts: Vec<Verdict>,
	/// Its statuses in order.
	pub changes: Vec<StatusChange>,
}

/// What a department said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Verdict {
	/// The department.
	pub department: String,
	/// Whether it agrees.
	pub agrees: bool,
	/// Why, if it says so.
	pub reason: Option<String>,
	/// When.
	pub time: i64,
}

/// One step of a declaration.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatusChange {
	/// The status that it had. None for the first.
	pub from: Option<String>,
	/// The status that it got.
	pub to: String,
	/// The code of the receipt.
	pub code: i64,
	/// When.
	pub time: i64,
}

/// Who somebody is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Party {
	/// The account.
	pub account: String,
	/// Registered name. None of a natural person, of whom nothing stands in clear.
	pub name: Option<String>,
	/// Its kind.
	pub kind: Option<String>,
	/// Its business.
	pub business: Option<String>,
	/// The department, of a regulator.
	pub department: Option<String>,
	/// `Active`, `Suspended`, `Revoked` and so on.
	pub status: Option<String>,
	/// Where it is registered.
	pub country: Option<String>,
	/// Unified social credit code.
	pub credit_code: Option<String>,
}

/// What was checked before this was shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Check {
	/// The last final block whose facts are here.
	pub block: i64,
	/// Its hash.
	pub hash: String,
	/// Its time.
	pub time: i64,
	/// Whether every block of the unit that has records was replayed and agreed with the chain's own head. None while
	/// one was not compared yet.
	pub heads_agree: Option<bool>,
	/// Who makes blocks final.
	pub validators: Vec<Validator>,
}

/// A regulator that votes on finality.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Validator {
	/// The account.
	pub account: String,
	/// Its department.
	pub department: Option<String>,
	/// Its name.
	pub name: Option<String>,
}

/// How often a code was looked up. A code that is looked up unusually often may have been copied.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Scans {
	/// How often, this time included.
	pub count: i64,
	/// When first.
	pub first_at: Option<i64>,
	/// When last before this time.
	pub last_at: Option<i64>,
}
