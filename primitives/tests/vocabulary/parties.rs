// SPDX-License-Identifier: Apache-2.0

//! Participants: §6.1, §6.2.2 and table 5 of DB4403/T 471-2024.

use codec::Encode;
use suyuan_primitives::{
	parties::{
		Business::{self, *},
		Department, DepartmentSet,
		NodeKind::{self, *},
		ParticipantKind::{self, *},
		TraceRole,
	},
	requirement::{Categories, Category, InfoBlock},
};

/// 表5 出口产品追溯角色描述表 as it is printed: role, then the six participants.
#[rustfmt::skip]
const TABLE_5: [(TraceRole, [char; 6]); 5] = [
	(TraceRole::Requester,       ['√', '√', '√', '√', '—', '√']), // 需求方
	(TraceRole::InfoProvider,    ['√', '√', '√', '√', '—', '—']), // 信息提供方
	(TraceRole::ServiceProvider, ['√', '√', '√', '√', '√', '—']), // 追溯服务提供方
	(TraceRole::InfoUser,        ['√', '√', '√', '√', '√', '√']), // 信息使用方
	(TraceRole::Supervisor,      ['—', '—', '—', '√', '—', '—']), // 监管方
];

/// The columns of table 5.
const KINDS: [ParticipantKind; 6] =
	[TradeEntity, LogisticsEnterprise, FinancialInstitution, Regulator, ServicePlatform, ConsumerOrOther];

#[test]
fn every_tick_of_table_5_is_as_the_standard_prints_it() {
	for (role, row) in TABLE_5 {
		for (kind, printed) in KINDS.into_iter().zip(row) {
			assert_eq!(kind.has_role(role), printed == '√', "{role:?} of {kind:?}");
		}
	}
}

#[test]
fn the_roles_of_a_kind_are_those_ticked_in_its_column() {
	for (column, kind) in KINDS.into_iter().enumerate() {
		let ticked: Vec<_> =
			TABLE_5.iter().filter(|(_, row)| row[column] == '√').map(|(role, _)| *role).collect();
		assert_eq!(kind.roles(), ticked, "{kind:?}");
	}
}

#[test]
fn every_business_belongs_to_the_kind_that_the_standard_lists_it_under() {
	let listed: [(ParticipantKind, &[Business]); 6] = [
		(
			TradeEntity,
			&[FinalConsumer, ECommercePlatform, ECommerceEnterprise, Business::Manufacturer, Trader],
		),
		(
			LogisticsEnterprise,
			&[
				Pickup,
				Carrier,
				SortingAndWarehousing,
				CustomsBroker,
				PortOperator,
				InternationalLogistics,
				OverseasClearance,
				Business::OverseasWarehousing,
				OverseasDelivery,
			],
		),
		(FinancialInstitution, &[Bank, ThirdPartyPayment, Insurer, SupplyChainFinance, OtherFinancial]),
		(Regulator, &[Commerce, Customs, ForeignExchange, Tax, PortOffice, MarketSupervision]),
		(ServicePlatform, &[ComprehensiveServicePlatform]),
		(ConsumerOrOther, &[CodeHolder]),
	];
	for (kind, businesses) in listed {
		for business in businesses {
			assert_eq!(business.kind(), kind, "{business:?}");
		}
	}
}

/// Every kind of node, with the block that §6.2.2 says it feeds.
const NODES: [(NodeKind, InfoBlock); 10] = [
	(NodeKind::Manufacturer, InfoBlock::Product),
	(DomesticProcurement, InfoBlock::Transaction),
	(TradingPlatform, InfoBlock::Transaction),
	(CrossBorderCollection, InfoBlock::Transaction),
	(PickupAndConsolidation, InfoBlock::Logistics),
	(TallyAndPicking, InfoBlock::Logistics),
	(InternationalTransport, InfoBlock::Logistics),
	(NodeKind::OverseasWarehousing, InfoBlock::Logistics),
	(OverseasClearanceAndDelivery, InfoBlock::Logistics),
	(PortClearance, InfoBlock::Customs),
];

#[test]
fn every_node_feeds_the_block_that_the_standard_says() {
	assert_eq!(NODES.len(), NodeKind::COUNT as usize);
	for (node, block) in NODES {
		assert_eq!(node.feeds(), block, "{node:?}");
	}
}

#[test]
fn every_kind_runs_the_nodes_of_its_own_trade_only() {
	let runs: [(ParticipantKind, &[NodeKind]); 6] = [
		(TradeEntity, &[NodeKind::Manufacturer, DomesticProcurement, TradingPlatform]),
		(
			LogisticsEnterprise,
			&[
				PickupAndConsolidation,
				TallyAndPicking,
				InternationalTransport,
				NodeKind::OverseasWarehousing,
				OverseasClearanceAndDelivery,
				PortClearance,
			],
		),
		(FinancialInstitution, &[CrossBorderCollection]),
		(Regulator, &[PortClearance]),
		(ServicePlatform, &[]),
		(ConsumerOrOther, &[]),
	];
	for (kind, expected) in runs {
		let runs: Vec<_> =
			NODES.into_iter().map(|(node, _)| node).filter(|node| kind.may_run(*node)).collect();
		assert_eq!(runs, expected, "{kind:?}");
	}
}

#[test]
fn every_business_runs_the_nodes_of_its_kind_but_for_the_final_consumer() {
	for business in Business::ALL {
		for (node, _) in NODES {
			let expected = match business {
				FinalConsumer => node == DomesticProcurement,
				_ => business.kind().may_run(node),
			};
			assert_eq!(business.may_run(node), expected, "{business:?} {node:?}");
		}
	}
}

#[test]
fn who_is_no_information_provider_runs_no_node() {
	for kind in KINDS {
		let runs_some = NODES.into_iter().any(|(node, _)| kind.may_run(node));
		assert_eq!(runs_some, kind.has_role(TraceRole::InfoProvider), "{kind:?}");
	}
}

#[test]
fn a_set_of_departments_has_what_was_put_in_and_not_taken_out() {
	let set = [Department::Tax, Department::Customs].into_iter().collect::<DepartmentSet>();
	assert_eq!(set, DepartmentSet { customs: true, tax: true, ..Default::default() });
	assert_eq!(set.iter().collect::<Vec<_>>(), [Department::Customs, Department::Tax]);
	assert_eq!(DepartmentSet::ALL.iter().count(), 6);
	for department in DepartmentSet::ALL.iter() {
		assert!(DepartmentSet::default().with(department).contains(department));
		assert!(!DepartmentSet::ALL.without(department).contains(department));
	}
	assert_eq!(DepartmentSet::ALL.minus(set).iter().count(), 4);
	assert!(set.minus(DepartmentSet::ALL).is_empty());
}

#[test]
fn every_business_and_node_is_listed_once_and_read_back_from_its_name() {
	assert_eq!(Business::ALL.len(), 27);
	for (place, business) in Business::ALL.iter().enumerate() {
		assert_eq!(business.encode(), [place as u8]);
		assert_eq!(business.name(), format!("{business:?}"));
		assert_eq!(business.name().parse(), Ok(*business));
	}
	assert_eq!(NodeKind::ALL, NODES.map(|(node, _)| node));
	for node in NodeKind::ALL {
		assert_eq!(node.name(), format!("{node:?}"));
		assert_eq!(node.name().parse(), Ok(*node));
	}
}

#[test]
fn a_node_writes_categories_of_its_own_block_and_every_one_has_a_writer() {
	let mut written = Categories::default();
	for (node, block) in NODES {
		assert!(!node.writes().is_empty(), "{node:?}");
		assert!(node.writes().iter().all(|category| category.block() == block), "{node:?}");
		written = written.union(node.writes());
	}
	assert_eq!(written, Category::ALL.into_iter().collect());
}

#[test]
fn who_sells_attests_no_money_and_who_collects_it_no_orders() {
	for (node, _) in NODES {
		let attests_both =
			node.writes().contains(Category::Receipt) && node.writes().contains(Category::Order);
		assert!(!attests_both, "{node:?}");
		if node.writes().contains(Category::Receipt) {
			let runs: Vec<_> = KINDS.into_iter().filter(|kind| kind.may_run(node)).collect();
			assert_eq!(runs, [FinancialInstitution]);
		}
	}
}
