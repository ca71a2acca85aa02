// SPDX-License-Identifier: Apache-2.0

//! Shapes of items: their fields, by the name of their variant.

use super::{customs, logistics, product, terms::Part, transaction};

/// Content of an item's variant.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
	/// Fields of a part.
	Part(&'static Part),
	/// Delivery exception: its kind, and details unless none occurred.
	Exception,
	/// List of positions.
	Fixes,
}

/// Content of an item, by the name of its variant.
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
