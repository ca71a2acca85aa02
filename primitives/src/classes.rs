// SPDX-License-Identifier: Apache-2.0

//! Classes of fields: the one table of who reads what is told.
//!
//! | class | who reads by default | how it stands on the chain |
//! |---|---|---|
//! | open | everybody | in clear |
//! | granted | those who have a hand in the goods, and whoever the owner grants it | personal data as [`Sealed`]; other texts in clear so far |
//! | counted | who is shown it by the owner; to match it nobody need read it | an [`Amount`]: in clear, or committed to |
//!
//! The provider of a counted field chooses which of both it tells, so that a trader may always show more than it must. A
//! field that the table does not name has no class, and a test of the runtime fails.
//!
//! [`Amount`]: crate::values::Amount
//! [`Sealed`]: crate::values::Sealed

/// The class of a field, which says who reads it by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
	/// Fields that everybody reads.
	Open,
	/// Fields for those who have a hand in the goods, and for whoever is granted them.
	Granted,
	/// Amounts, which are matched without being read.
	Counted,
}

/// The fields of a part by their classes.
#[derive(Clone, Copy, Debug)]
pub struct PartClasses {
	/// The name of the part's type, or of a variant with fields of its own.
	pub part: &'static str,
	/// The fields of each class.
	pub fields: &'static [(Class, &'static [&'static str])],
}

/// Defines the table, a part to a line.
macro_rules! classes {
	($( $part:ident: $( $class:ident [$( $field:ident )*] )*; )*) => {
		&[$( PartClasses {
			part: stringify!($part),
			fields: &[$( (Class::$class, &[$( stringify!($field), )*]), )*],
		}, )*]
	};
}

/// The classes of every field. A field that is a part itself has those of its own fields.
pub const CLASSES: &[PartClasses] = classes! {
	// Table 1, and what a participant is admitted by.
	RawMaterials: Open [name produced_at shelf_life] Granted [supplier address contact quality];
	Production: Open [producer country produced_at address contact licence];
	Features: Open [brand model shelf_life certificates certificate_of_origin test_reports];
	ProductCode: Open [barcode batch];

	// Table 2.
	OrderKey: Granted [platform merchant number];
	ReceiptKey: Granted [institution number];
	OrderLine: Open [product_name quantity] Counted [total];
	Order: Open [product_name ordered_at] Granted [platform ship_to consignee contact] Counted [amount];
	Receipt:
		Open [product_name received_at settled_at]
		Granted [payee receipt_voucher settlement_voucher reversal_voucher]
		Counted [amount settled outstanding];

	// Table 3.
	Screening: Open [site screened_at outcome];
	Loading: Open [vehicle loaded_at];
	WaybillKey: Granted [company number];
	Waybill: Open [packages gross_weight] Counted [freight insurance];
	Transport: Open [carrier mode departure shipper destination];
	Storage: Open [warehouse address mode entered_at left_at temperature humidity];
	Delivery:
		Open [company vehicle signed_at]
		Granted [number courier receiver delivery_number place];
	ExceptionDetails: Open [found_at note] Granted [evidence];
	Positions: Open [fixes];

	// Table 4.
	DeclaredLine: Open [hs_code product_name quantity origin] Counted [value];
	DutyPaid: Open [paid_at] Granted [voucher] Counted [amount];
	StatusChange: Open [entry_number status code changed_at];

	// Items and declarations of the same name.
	Declaration:
		Open [
			entry_number port_of_departure port_of_arrival declared_at released_at
			declarant broker lines units declaration_hash status code changed_at released_loop
		]
		Counted [value];

	// Loops.
	Document: Open [provider principal imported];
	OrderSide: Counted [amount lines];
	ReceiptSide: Open [reversed settled] Granted [institution number] Counted [amount];
	WaybillSide: Open [packages gross_weight];
	DeclaredSide: Open [entry_number packages gross_weight] Counted [value];
	Share: Open [packages gross_weight];
	Allotment: Open [named_by whole_by packages grams];
	Proofs: Open [order_lines receipts declaration];
	Loop: Open [principal released disagreed changed_at];
	LoopView: Open [parties released proven digest] Counted [received unsettled];
	StoredWaybill: Open [changed_at];
	SharedWaybill: Open [named_by];
	ReceiptCurrency: Open [ordered received];
	DeclaredCurrency: Open [ordered declared];
	OrderLines: Counted [amount lines];
	ReceivedAmount: Counted [ordered received];
	DeclaredValue: Counted [ordered declared];
	Packages: Open [carried declared];
	GrossWeight: Open [carried declared];
	Matched: Open [parties];
	Proof: Open [of];

	// Declarations and filings.
	Heading:
		Open [
			mode port_of_departure port_of_arrival destination declared_at packages gross_weight
		];
	DeclaredUnit: Open [code lines];
	Form: Open [declarant];
	Approval: Open [must_agree agreed refused];
	Verdict: Open [agrees reason by given_at loop_digest];
	Filing: Open [customs_code scope filed_at filing_hash lapses_at] Granted [evidence];

	// Contracts. The documents stay with their sides.
	Contract: Open [buyer seller version accepted done_at];
	Terms: Open [terms_hash order_hash until ends_at];
	Milestone: Open [weight];
	Title: Open [units];
	Custody: Open [units];
	Sides: Open [buyer seller];
	Dispute: Open [claim answer];
	Finished: Open [buyer seller version_hash finished_at];
	Invoice: Open [contract file_hash milestone];

	// Profiles.
	Organisation: Open [name credit_code];
	OverseasOrganisation: Open [name country registration];
	NaturalPerson: Granted [commitment];
	Profile: Open [business nodes] Granted [evidence];
	Application: Open [profile_hash applied_at check_digit_agrees inner_digit_agrees category_is_known];
	Invitation: Open [inviter expires_at];
	LiveSealingKeys: Open [current previous];
	Partnership: Open [proposer partner admissions confirmed];
};

/// The class of a field of a part. None of a field that nobody gave a class.
pub fn class_of(part: &str, field: &str) -> Option<Class> {
	let row = CLASSES.iter().find(|row| row.part == part)?;
	row.fields.iter().find(|(_, fields)| fields.contains(&field)).map(|(class, _)| *class)
}
