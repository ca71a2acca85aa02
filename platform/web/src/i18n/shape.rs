//! The fields of the items.

use super::{customs, logistics, product, terms::Part, transaction};

/// What the variants of an item hold.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
	/// Fields.
	Part(&'static Part),
	/// A delivery exception: its kind, and details of any but that there was none.
	Exception,
	/// A list of positions.
	Fixes,
}

/// What an item says, by the name of its variant.
pub fn shape(variant: &str) -> Option<Shape> {
	Some(match variant {
		"RawMaterials" => Shape::Part(&product::RAW_MATERIALS),
		"Production" => Shape::Part(&product::PRODUCTION),
		"Features" => Shape::Part(&product::FEATURES),
		"ProductCode" => Shape::Part(&product::PRODUCT_CODE),
		"Order" => Shape::Part(&transaction::ORDER),
		"Receipt" => Shape::Part(&transaction::RECEIPT),
		"Tally" => Shape::Part(&logistics::TALLY),
		"Transport" => Shape::Part(&logistics::TRANSPORT),
		"Storage" => Shape::Part(&logistics::STORAGE),
		"Delivery" => Shape::Part(&logistics::DELIVERY),
		"DeliveryException" => Shape::Exception,
		"Positions" => Shape::Fixes,
		"Declaration" => Shape::Part(&customs::DECLARATION),
		"Status" => Shape::Part(&customs::STATUS_CHANGE),
		_ => return None,
	})
}
