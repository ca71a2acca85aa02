//! The four information blocks of a unit.

/// One of the four information blocks of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Info {
	/// 产品信息区块
	Product,
	/// 交易信息区块
	Transaction,
	/// 物流信息区块
	Logistics,
	/// 通关信息区块
	Customs,
}

impl Info {
	/// All, in the order of the standard's tables.
	pub const ALL: [Self; 4] = [Self::Product, Self::Transaction, Self::Logistics, Self::Customs];

	/// As the database and the interface call it.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Product => "product",
			Self::Transaction => "transaction",
			Self::Logistics => "logistics",
			Self::Customs => "customs",
		}
	}

	/// As the chain calls its pallet.
	pub const fn pallet(self) -> &'static str {
		match self {
			Self::Product => "ProductInfo",
			Self::Transaction => "TransactionInfo",
			Self::Logistics => "LogisticsInfo",
			Self::Customs => "CustomsInfo",
		}
	}

	/// Where it stands among all.
	pub const fn place(self) -> usize {
		self as usize
	}

	/// The fields of its items that its database is searched by.
	pub const fn searched(self) -> &'static [&'static str] {
		match self {
			Self::Product => &["brand", "model", "barcode", "batch", "producer"],
			Self::Transaction => &["product_name", "platform", "key", "amount"],
			Self::Logistics => &["carrier", "waybill", "number"],
			Self::Customs => &["entry_number", "status", "code"],
		}
	}

	/// The one of a name.
	pub fn named(name: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|info| info.name() == name)
	}

	/// The category of tables 1 to 4 that an item fills. None for positions, which the tables don't list.
	pub fn category(self, variant: &str) -> Option<&str> {
		match (self, variant) {
			(_, "Positions") => None,
			// Tables 1 and 2 have a category of this name each.
			(Self::Transaction, "ProductCode") => Some("TradedProductCode"),
			(_, variant) => Some(variant),
		}
	}
}

/// The categories of a block, in the order of the standard's tables.
pub fn categories(info: Info) -> &'static [&'static str] {
	match info {
		Info::Product => &["RawMaterials", "Production", "Features", "ProductCode"],
		Info::Transaction => &["Order", "Receipt", "TradedProductCode"],
		Info::Logistics => &["Tally", "Transport", "Storage", "Delivery", "DeliveryException"],
		Info::Customs => &["Declaration", "Status"],
	}
}
