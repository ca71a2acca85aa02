// SPDX-License-Identifier: Apache-2.0
//! The columns of a sheet, in one list.

use crate::{Kind, Schema, Section};

/// The three groups of table A.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
	/// 设计追溯信息, of the design.
	Design,
	/// 制造追溯信息, of the manufacture.
	Manufacture,
	/// 市场追溯信息, of the market.
	Market,
}

impl Group {
	/// Every group, in the order of the table.
	pub(crate) const ALL: [Self; 3] = [Self::Design, Self::Manufacture, Self::Market];

	/// The group's heading in the sheet.
	pub const fn title(self) -> &'static str {
		match self {
			Self::Design => "设计追溯信息",
			Self::Manufacture => "制造追溯信息",
			Self::Market => "市场追溯信息",
		}
	}
}

/// The content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnContent {
	Code,
	/// The product's name, for people: written from the order and not read.
	ProductName,
	/// A field of an item of the category, by the path to it.
	Field(Section, &'static str, Kind),
	/// The source of the record: the provider, another party, or a clearance.
	Source(Section),
	/// The name of the provider, for people.
	Provider(Section),
}

/// A column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
	/// The group above it.
	pub group: Group,
	/// The heading, which no other column of the group has.
	pub name: &'static str,
	pub(crate) content: ColumnContent,
}

/// The condition under which a cell must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
	/// If any cell of the column's category is filled.
	Mandatory,
	/// If any cell is filled whose path begins with this one.
	With(&'static str),
	/// Under no condition.
	Optional,
}

impl Column {
	/// The category that the column belongs to.
	pub(crate) const fn section(&self) -> Option<Section> {
		match self.content {
			ColumnContent::Field(section, ..)
			| ColumnContent::Source(section)
			| ColumnContent::Provider(section) => Some(section),
			ColumnContent::Code | ColumnContent::ProductName => None,
		}
	}

	/// The condition under which the column's cells must be filled, by the chain's types.
	pub fn need(&self) -> Need {
		match self.content {
			ColumnContent::Code => Need::Mandatory,
			ColumnContent::Field(Section::DeliveryException, path, _) => match path {
				EXCEPTION => Need::Mandatory,
				_ => Need::Optional,
			},
			// An empty list is a list, and where it must not be empty the chain says so by name.
			ColumnContent::Field(_, _, Kind::List(..) | Kind::Documents(_)) => Need::Optional,
			ColumnContent::Field(section, path, _) => {
				match Schema::get().optional(section.block(), section.variant(), path) {
					Ok(None) => Need::Mandatory,
					Ok(Some(part)) if part == path => Need::Optional,
					Ok(Some(part)) => Need::With(part),
					Err(error) => unreachable!("a test walks the columns: {error}"),
				}
			}
			ColumnContent::ProductName | ColumnContent::Source(_) | ColumnContent::Provider(_) => {
				Need::Optional
			}
		}
	}
}

/// The path of a delivery exception's kind; its details have columns of their own.
pub(crate) const EXCEPTION: &str = "kind";

use Group::{Design, Manufacture, Market};
use Section::*;

const fn column(group: Group, name: &'static str, content: ColumnContent) -> Column {
	Column { group, name, content }
}

const fn field(group: Group, name: &'static str, section: Section, path: &'static str, kind: Kind) -> Column {
	column(group, name, ColumnContent::Field(section, path, kind))
}

const fn source(group: Group, name: &'static str, section: Section) -> Column {
	column(group, name, ColumnContent::Source(section))
}

const fn provider(group: Group, name: &'static str, section: Section) -> Column {
	column(group, name, ColumnContent::Provider(section))
}

const NAME: Kind = Kind::Text(128);
const ADDRESS: Kind = Kind::Text(256);
const NOTE: Kind = Kind::Text(256);
const LABEL: Kind = Kind::Text(64);
const NUMBER: Kind = Kind::Text(80);

const ORDER_LINES: Kind =
	Kind::List(16, &[("product_name", NAME), ("quantity", Kind::Quantity), ("total", Kind::Money)]);
const DECLARED_LINES: Kind = Kind::List(
	16,
	&[
		("hs_code", Kind::HsCode),
		("product_name", NAME),
		("quantity", Kind::Quantity),
		("value", Kind::Money),
		("origin", Kind::Country),
	],
);
const POSITIONS: Kind = Kind::List(
	64,
	&[
		("system", Kind::PositionSystem),
		("latitude", Kind::Decimal(7)),
		("longitude", Kind::Decimal(7)),
		("accuracy_cm", Kind::Decimal(2)),
		("taken_at", Kind::Moment),
	],
);

/// Every column, as table A.5 lays them out: those that it names come first in each group.
#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
	column(Design, "产品名称", ColumnContent::ProductName),
	field(Design, "型号", Features, "model", NAME),
	field(Design, "品牌", Features, "brand", NAME),
	field(Design, "保质期/有效期", Features, "shelf_life", Kind::ShelfLife),
	field(Design, "认证证书", Features, "certificates", Kind::Documents(8)),
	field(Design, "原产地证明", Features, "certificate_of_origin", Kind::Document),
	field(Design, "检验检测报告", Features, "test_reports", Kind::Documents(8)),
	source(Design, "产品特征-来源", Features),
	provider(Design, "产品特征-信息提供方", Features),

	field(Manufacture, "批次号", ProductCode, "batch", Kind::Batch),
	column(Manufacture, "追溯码", ColumnContent::Code),
	field(Manufacture, "商品条码", ProductCode, "barcode", Kind::Gtin),
	source(Manufacture, "产品编码-来源", ProductCode),
	provider(Manufacture, "产品编码-信息提供方", ProductCode),
	field(Manufacture, "生产/加工企业名称", Production, "producer", NAME),
	field(Manufacture, "所属国家/地区", Production, "country", Kind::Country),
	field(Manufacture, "生产时间", Production, "produced_at", Kind::Moment),
	field(Manufacture, "生产地址", Production, "address", ADDRESS),
	field(Manufacture, "生产企业联系方式", Production, "contact", LABEL),
	field(Manufacture, "生产许可", Production, "licence", LABEL),
	source(Manufacture, "生产-来源", Production),
	provider(Manufacture, "生产-信息提供方", Production),
	field(Manufacture, "主要材料名称", RawMaterials, "name", NAME),
	field(Manufacture, "供应方名称", RawMaterials, "supplier", NAME),
	field(Manufacture, "供应方地址", RawMaterials, "address", ADDRESS),
	field(Manufacture, "供应方联系方式", RawMaterials, "contact", LABEL),
	field(Manufacture, "质量指标", RawMaterials, "quality", NOTE),
	field(Manufacture, "材料生产日期/包装日期", RawMaterials, "produced_at", Kind::Moment),
	field(Manufacture, "材料保质期/有效期", RawMaterials, "shelf_life", Kind::ShelfLife),
	source(Manufacture, "原辅材料-来源", RawMaterials),
	provider(Manufacture, "原辅材料-信息提供方", RawMaterials),

	field(Market, "交易时间", Order, "ordered_at", Kind::Moment),
	field(Market, "批次号", TradedProductCode, "batch", Kind::Batch),
	field(Market, "商品条码", TradedProductCode, "barcode", Kind::Gtin),
	source(Market, "交易产品编码-来源", TradedProductCode),
	provider(Market, "交易产品编码-信息提供方", TradedProductCode),
	field(Market, "订单-商品名称", Order, "product_name", NAME),
	field(Market, "交易平台", Order, "platform", NAME),
	field(Market, "交易金额", Order, "amount.minor_units", Kind::Amount("amount.currency")),
	field(Market, "交易币制", Order, "amount.currency", Kind::Currency),
	field(Market, "收货地址", Order, "ship_to", Kind::Sealed),
	field(Market, "收货人", Order, "consignee", Kind::Sealed),
	field(Market, "收货人联系方式", Order, "contact", Kind::Sealed),
	field(Market, "电商平台代码", Order, "key.platform", LABEL),
	field(Market, "电商企业代码", Order, "key.merchant", LABEL),
	field(Market, "订单编号", Order, "key.number", NUMBER),
	field(Market, "交易清单", Order, "lines", ORDER_LINES),
	source(Market, "订单-来源", Order),
	provider(Market, "订单-信息提供方", Order),
	field(Market, "收款-商品名称", Receipt, "product_name", NAME),
	field(Market, "收款时间", Receipt, "received_at", Kind::Moment),
	field(Market, "收款金额", Receipt, "amount.minor_units", Kind::Amount("amount.currency")),
	field(Market, "收款币制", Receipt, "amount.currency", Kind::Currency),
	field(Market, "结汇金额", Receipt, "settled.minor_units", Kind::Amount("settled.currency")),
	field(Market, "结汇币制", Receipt, "settled.currency", Kind::Currency),
	field(Market, "结汇时间", Receipt, "settled_at", Kind::Moment),
	field(Market, "收款人", Receipt, "payee", NAME),
	field(Market, "收款-电商平台代码", Receipt, "key.order.platform", LABEL),
	field(Market, "收款-电商企业代码", Receipt, "key.order.merchant", LABEL),
	field(Market, "收款-订单编号", Receipt, "key.order.number", NUMBER),
	field(Market, "收款企业代码", Receipt, "key.institution", LABEL),
	field(Market, "收款流水号", Receipt, "key.number", NUMBER),
	field(Market, "收款凭证", Receipt, "receipt_voucher", Kind::Document),
	field(Market, "结汇凭证", Receipt, "settlement_voucher", Kind::Document),
	field(Market, "冲销凭证", Receipt, "reversal_voucher", Kind::Document),
	source(Market, "收款-来源", Receipt),
	provider(Market, "收款-信息提供方", Receipt),
	field(Market, "安检地点", Tally, "screening.site", NAME),
	field(Market, "安检过机时间", Tally, "screening.screened_at", Kind::Moment),
	field(Market, "安检结果", Tally, "screening.outcome", Kind::Outcome),
	field(Market, "装车车辆", Tally, "loading.vehicle", LABEL),
	field(Market, "装车时间", Tally, "loading.loaded_at", Kind::Moment),
	source(Market, "理货-来源", Tally),
	provider(Market, "理货-信息提供方", Tally),
	field(Market, "承运人", Transport, "carrier", NAME),
	field(Market, "运输方式", Transport, "mode", Kind::TransportMode),
	field(Market, "运输起始地点", Transport, "departure.name", NAME),
	field(Market, "起始地点代码", Transport, "departure.location", Kind::Location),
	field(Market, "托运人", Transport, "shipper", NAME),
	field(Market, "物流企业代码", Transport, "waybill.key.company", LABEL),
	field(Market, "运单号", Transport, "waybill.key.number", NUMBER),
	field(Market, "件数", Transport, "waybill.packages", Kind::Whole),
	field(Market, "毛重（千克）", Transport, "waybill.gross_weight.grams", Kind::Decimal(3)),
	field(Market, "运费", Transport, "waybill.freight.minor_units", Kind::Amount("waybill.freight.currency")),
	field(Market, "运费币制", Transport, "waybill.freight.currency", Kind::Currency),
	field(Market, "保价费", Transport, "waybill.insurance.minor_units", Kind::Amount("waybill.insurance.currency")),
	field(Market, "保价费币制", Transport, "waybill.insurance.currency", Kind::Currency),
	field(Market, "运输目的地", Transport, "destination.name", NAME),
	field(Market, "目的地代码", Transport, "destination.location", Kind::Location),
	source(Market, "运输-来源", Transport),
	provider(Market, "运输-信息提供方", Transport),
	field(Market, "仓库名称", Storage, "warehouse", NAME),
	field(Market, "仓库地址", Storage, "address", ADDRESS),
	field(Market, "仓储方式", Storage, "mode", LABEL),
	field(Market, "入库时间", Storage, "entered_at", Kind::Moment),
	field(Market, "出库时间", Storage, "left_at", Kind::Moment),
	field(Market, "最低温度（℃）", Storage, "temperature.lowest", Kind::Decimal(1)),
	field(Market, "最高温度（℃）", Storage, "temperature.highest", Kind::Decimal(1)),
	field(Market, "最低湿度（%）", Storage, "humidity.lowest", Kind::Percent(1)),
	field(Market, "最高湿度（%）", Storage, "humidity.highest", Kind::Percent(1)),
	source(Market, "仓储-来源", Storage),
	provider(Market, "仓储-信息提供方", Storage),
	field(Market, "物流企业名称", Delivery, "company", NAME),
	field(Market, "物流单号", Delivery, "number", NUMBER),
	field(Market, "配送人", Delivery, "courier", Kind::Sealed),
	field(Market, "接收人", Delivery, "receiver", Kind::Sealed),
	field(Market, "配送单号", Delivery, "delivery_number", NUMBER),
	field(Market, "接收地点", Delivery, "place", Kind::Sealed),
	field(Market, "配送工具", Delivery, "vehicle", LABEL),
	field(Market, "签收时间", Delivery, "signed_at", Kind::Moment),
	source(Market, "派送-来源", Delivery),
	provider(Market, "派送-信息提供方", Delivery),
	field(Market, "交付异常", DeliveryException, EXCEPTION, Kind::Exception),
	field(Market, "异常发现时间", DeliveryException, "found_at", Kind::Moment),
	field(Market, "异常说明", DeliveryException, "note", NOTE),
	field(Market, "异常凭证", DeliveryException, "evidence", Kind::Document),
	source(Market, "交付异常-来源", DeliveryException),
	provider(Market, "交付异常-信息提供方", DeliveryException),
	field(Market, "定位", Positions, "", POSITIONS),
	source(Market, "定位-来源", Positions),
	provider(Market, "定位-信息提供方", Positions),
	field(Market, "申报清单", Declaration, "lines", DECLARED_LINES),
	field(Market, "报关单号", Declaration, "entry_number", Kind::EntryNumber),
	field(Market, "启运口岸", Declaration, "port_of_departure", Kind::Location),
	field(Market, "到货口岸", Declaration, "port_of_arrival", Kind::Location),
	field(Market, "申报日期", Declaration, "declared_at", Kind::Moment),
	field(Market, "放行日期", Declaration, "released_at", Kind::Moment),
	field(Market, "完税金额", Declaration, "duty_paid.amount.minor_units", Kind::Amount("duty_paid.amount.currency")),
	field(Market, "完税币制", Declaration, "duty_paid.amount.currency", Kind::Currency),
	field(Market, "完税时间", Declaration, "duty_paid.paid_at", Kind::Moment),
	field(Market, "完税凭证", Declaration, "duty_paid.voucher", Kind::Document),
	source(Market, "通关申报-来源", Declaration),
	provider(Market, "通关申报-信息提供方", Declaration),
	field(Market, "通关状态-报关单号", Status, "entry_number", Kind::EntryNumber),
	field(Market, "通关状态", Status, "status", Kind::CustomsStatus),
	field(Market, "通关状态代码", Status, "code", Kind::Whole),
	field(Market, "通关状态时间", Status, "changed_at", Kind::Moment),
	source(Market, "通关状态-来源", Status),
	provider(Market, "通关状态-信息提供方", Status),
];

/// The columns of a category's fields, each with its place in [`COLUMNS`].
pub(crate) fn columns_of(section: Section) -> impl Iterator<Item = (usize, &'static str, Kind)> {
	COLUMNS.iter().enumerate().filter_map(move |(index, column)| match column.content {
		ColumnContent::Field(of, path, kind) if of == section => Some((index, path, kind)),
		_ => None,
	})
}

/// A column's name with its group, because a name may stand in two groups.
pub(crate) fn column_name(index: usize) -> String {
	COLUMNS.get(index).map_or_else(String::new, |column| format!("{}/{}", column.group.title(), column.name))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn no_field_of_any_item_lacks_a_column_and_no_column_its_field() {
		for section in Section::ALL {
			// The kind of an exception has a column of its own beside its details.
			if section == Section::DeliveryException {
				continue;
			}
			let fields = Schema::get().fields(section.block(), section.variant()).unwrap();
			let fields: BTreeSet<_> = fields.iter().map(String::as_str).collect();
			let columns: BTreeSet<_> = columns_of(section).map(|(_, path, _)| path).collect();
			assert_eq!(fields, columns, "{section:?}");
		}
	}

	#[test]
	fn a_heading_stands_once_in_its_group_and_the_groups_in_their_order() {
		let headings: BTreeSet<_> =
			COLUMNS.iter().map(|column| (column.group.title(), column.name)).collect();
		assert_eq!(headings.len(), COLUMNS.len());
		let order: Vec<_> = COLUMNS.iter().map(|column| column.group as u8).collect();
		assert!(order.windows(2).all(|pair| pair[0] <= pair[1]));
	}

	#[test]
	fn the_columns_that_table_a_5_names_come_first_in_their_group() {
		let first = |group: Group| {
			COLUMNS
				.iter()
				.filter(|column| column.group == group)
				.map(|column| column.name)
				.take(2)
				.collect::<Vec<_>>()
		};
		assert_eq!(first(Group::Design), ["产品名称", "型号"]);
		assert_eq!(first(Group::Manufacture), ["批次号", "追溯码"]);
		assert_eq!(first(Group::Market), ["交易时间", "批次号"]);
	}

	#[test]
	fn cells_must_be_filled_as_the_types_say() {
		let need = |name: &str| COLUMNS.iter().find(|column| column.name == name).unwrap().need();
		assert_eq!(need("追溯码"), Need::Mandatory);
		assert_eq!(need("生产/加工企业名称"), Need::Mandatory);
		assert_eq!(need("生产许可"), Need::Optional);
		assert_eq!(need("运单号"), Need::With("waybill"));
		assert_eq!(need("运费"), Need::With("waybill.freight"));
		assert_eq!(need("起始地点代码"), Need::Optional);
		assert_eq!(need("目的地代码"), Need::Optional);
		assert_eq!(need("运输目的地"), Need::With("destination"));
		assert_eq!(need("最低温度（℃）"), Need::With("temperature"));
	}
}
