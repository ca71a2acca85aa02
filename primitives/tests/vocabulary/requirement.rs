// SPDX-License-Identifier: Apache-2.0

//! Tables 1 to 4 of DB4403/T 471-2024, cell by cell.

use suyuan_primitives::requirement::{
	requirement, Categories, Category, InfoBlock,
	Requirement::{self, Mandatory as M, Optional as O},
	TraceMode,
};

/// The tables as they are printed: category, then full supply chain, manufacturer and trader.
#[rustfmt::skip]
const TABLES: [(InfoBlock, Category, [Requirement; 3]); 14] = [
	// 表1 产品信息区块信息清单
	(InfoBlock::Product,     Category::RawMaterials,      [O, O, O]), // 原辅材料/零部件信息	可选	可选	可选
	(InfoBlock::Product,     Category::Production,        [M, M, O]), // 生产信息	必备	必备	可选
	(InfoBlock::Product,     Category::Features,          [M, M, M]), // 产品特征信息	必备	必备	必备
	(InfoBlock::Product,     Category::ProductCode,       [O, O, O]), // 产品编码信息	可选	可选	可选
	// 表2 交易信息区块信息清单
	(InfoBlock::Transaction, Category::Order,             [M, M, O]), // 订单信息	必备	必备	可选
	(InfoBlock::Transaction, Category::Receipt,           [M, O, O]), // 跨境收款信息	必备	可选	可选
	(InfoBlock::Transaction, Category::TradedProductCode, [M, M, M]), // 产品编码信息	必备	必备	必备
	// 表3 物流信息区块信息清单
	(InfoBlock::Logistics,   Category::Tally,             [M, M, M]), // 理货信息	必备	必备	必备
	(InfoBlock::Logistics,   Category::Transport,         [M, M, M]), // 运输信息	必备	必备	必备
	(InfoBlock::Logistics,   Category::Storage,           [M, M, M]), // 仓储信息	必备	必备	必备
	(InfoBlock::Logistics,   Category::Delivery,          [M, M, M]), // 派送信息	必备	必备	必备
	(InfoBlock::Logistics,   Category::DeliveryException, [M, M, M]), // 交付异常信息	必备	必备	必备
	// 表4 通关信息区块信息清单
	(InfoBlock::Customs,     Category::Declaration,       [M, M, M]), // 通关申报信息	必备	必备	必备
	(InfoBlock::Customs,     Category::Status,            [M, M, M]), // 通关状态信息	必备	必备	必备
];

/// The columns of the tables.
const COLUMNS: [TraceMode; 3] = [TraceMode::FullChain, TraceMode::Manufacturer, TraceMode::Trader];

#[test]
fn every_cell_is_as_the_standard_prints_it() {
	for (_, category, row) in TABLES {
		for (mode, printed) in COLUMNS.into_iter().zip(row) {
			assert_eq!(requirement(category, mode), printed, "{category:?} in mode {mode:?}");
		}
	}
}

#[test]
fn categories_modes_and_blocks_stand_in_the_order_of_the_tables() {
	assert_eq!(Category::ALL, TABLES.map(|(_, category, _)| category));
	assert_eq!(TraceMode::ALL, COLUMNS);
	assert_eq!(
		InfoBlock::ALL,
		[InfoBlock::Product, InfoBlock::Transaction, InfoBlock::Logistics, InfoBlock::Customs]
	);
}

#[test]
fn every_category_belongs_to_the_block_of_its_table() {
	for (block, category, _) in TABLES {
		assert_eq!(category.block(), block, "{category:?}");
	}
}

/// The mandatory categories of each mode, written out from the tables.
const FULL_CHAIN: [Category; 12] = [
	Category::Production,
	Category::Features,
	Category::Order,
	Category::Receipt,
	Category::TradedProductCode,
	Category::Tally,
	Category::Transport,
	Category::Storage,
	Category::Delivery,
	Category::DeliveryException,
	Category::Declaration,
	Category::Status,
];
const MANUFACTURER: [Category; 11] = [
	Category::Production,
	Category::Features,
	Category::Order,
	Category::TradedProductCode,
	Category::Tally,
	Category::Transport,
	Category::Storage,
	Category::Delivery,
	Category::DeliveryException,
	Category::Declaration,
	Category::Status,
];
const TRADER: [Category; 9] = [
	Category::Features,
	Category::TradedProductCode,
	Category::Tally,
	Category::Transport,
	Category::Storage,
	Category::Delivery,
	Category::DeliveryException,
	Category::Declaration,
	Category::Status,
];

fn set(categories: &[Category]) -> Categories {
	categories.iter().copied().fold(Categories::default(), Categories::with)
}

fn missing(recorded: Categories, mode: TraceMode) -> Vec<Category> {
	recorded.missing(mode).iter().collect()
}

#[test]
fn a_unit_of_which_nothing_was_recorded_misses_what_its_mode_makes_mandatory() {
	let nothing = Categories::default();
	assert_eq!(missing(nothing, TraceMode::FullChain), FULL_CHAIN);
	assert_eq!(missing(nothing, TraceMode::Manufacturer), MANUFACTURER);
	assert_eq!(missing(nothing, TraceMode::Trader), TRADER);
}

#[test]
fn a_unit_with_everything_mandatory_misses_nothing_in_its_own_mode() {
	assert!(set(&FULL_CHAIN).missing(TraceMode::FullChain).is_empty());
	assert!(set(&MANUFACTURER).missing(TraceMode::Manufacturer).is_empty());
	assert!(set(&TRADER).missing(TraceMode::Trader).is_empty());
}

#[test]
fn what_suffices_in_one_mode_may_not_in_another() {
	assert_eq!(missing(set(&MANUFACTURER), TraceMode::FullChain), [Category::Receipt]);
	assert_eq!(
		missing(set(&TRADER), TraceMode::FullChain),
		[Category::Production, Category::Order, Category::Receipt]
	);
	assert_eq!(missing(set(&TRADER), TraceMode::Manufacturer), [Category::Production, Category::Order]);
}

#[test]
fn any_one_mandatory_category_that_lacks_is_named() {
	for (mode, mandatory) in [
		(TraceMode::FullChain, FULL_CHAIN.as_slice()),
		(TraceMode::Manufacturer, MANUFACTURER.as_slice()),
		(TraceMode::Trader, TRADER.as_slice()),
	] {
		for lacking in mandatory {
			let others: Vec<_> = mandatory.iter().copied().filter(|category| category != lacking).collect();
			assert_eq!(missing(set(&others), mode), [*lacking], "{mode:?}");
		}
	}
}

#[test]
fn optional_categories_make_up_for_nothing() {
	let optional = set(&[Category::RawMaterials, Category::ProductCode]);
	assert_eq!(missing(optional, TraceMode::FullChain), FULL_CHAIN);
}

#[test]
fn a_category_has_the_bit_of_its_place_in_the_tables() {
	for (place, category) in Category::ALL.into_iter().enumerate() {
		assert_eq!(Categories::default().with(category), Categories(1 << place), "{category:?}");
	}
}

#[test]
fn sets_hold_what_was_put_in_once_and_in_order() {
	let tally = Categories::default().with(Category::Tally);
	let both = tally.with(Category::Tally).union(Categories::default().with(Category::Order));
	assert!(both.contains(Category::Tally) && both.contains(Category::Order));
	assert!(!both.contains(Category::Status));
	assert_eq!(both.iter().collect::<Vec<_>>(), [Category::Order, Category::Tally]);
	assert!(!both.is_empty() && Categories::default().is_empty());
}

#[test]
fn the_categories_of_a_block_are_those_of_its_table() {
	for block in InfoBlock::ALL {
		let table = TABLES.iter().filter(|(of, _, _)| *of == block).map(|(_, category, _)| *category);
		assert_eq!(block.categories(), table.collect(), "{block:?}");
	}
}

#[test]
fn categories_blocks_and_modes_are_read_back_from_their_names() {
	for category in Category::ALL {
		assert_eq!(category.name(), format!("{category:?}"));
		assert_eq!(category.name().parse(), Ok(category));
	}
	for block in InfoBlock::ALL {
		assert_eq!(block.name(), format!("{block:?}"));
		assert_eq!(block.name().parse(), Ok(block));
	}
	for mode in TraceMode::ALL {
		assert_eq!(mode.name(), format!("{mode:?}"));
		assert_eq!(mode.name().parse(), Ok(mode));
	}
	assert!("Packaging".parse::<Category>().is_err());
}

#[test]
fn nobody_is_quoted_on_money_on_screening_or_on_what_customs_of_this_side_say() {
	use Category::*;
	let importable: Vec<_> = Category::ALL.into_iter().filter(|category| category.is_importable()).collect();
	assert_eq!(
		importable,
		[RawMaterials, Production, Order, Transport, Storage, Delivery, DeliveryException]
	);
}

#[test]
fn no_mode_is_complete_on_imported_words_alone() {
	let imported: Categories =
		Category::ALL.into_iter().filter(|category| category.is_importable()).collect();
	for mode in TraceMode::ALL {
		let missing = imported.missing(mode);
		assert!(missing.contains(Category::Declaration) && missing.contains(Category::Status), "{mode:?}");
	}
}
