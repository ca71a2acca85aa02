// SPDX-License-Identifier: Apache-2.0

use crate::{
	mock::*, ArchiveRoots, ArchivedUnit, Call, Error, Event, Pieces, TransformationKind, Transformations,
	Units, UsedIn, YieldCheck,
};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	BoundedVec,
};
use suyuan_primitives::{
	archive_book::{ArchiveClass, MAX_PROOF_SIZE},
	requirement::{Categories, Category},
	traits,
};

/// Records everything of a unit, and closes it with a shelf life of a year.
fn complete(unit: crate::NewUnit<u64>) {
	record(&unit.code, Category::ALL);
	assert_ok!(close(TRADER, unit.code));
}

fn root_of(code: &suyuan_primitives::codes::TraceCode) -> Option<H256> {
	ArchiveClass::of(code).and_then(ArchiveRoots::<Test>::get)
}

fn pass_retention() {
	pass(365 * DAY + Retention::get());
}

#[test]
fn leaves_a_leaf_of_all_that_was_known_and_nothing_else() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		complete(item(1));
		pass_retention();
		let (code, unit) = (item(1).code, unit(&item(1).code));
		let recorded = Category::ALL.into_iter().fold(Categories::default(), Categories::with);
		let heads = [Some(recorded), None, None, None];
		let archived = ArchivedUnit { unit, heads, made_by: None, left_under: None };
		let leaf = BlakeTwo256::hash_of(&(&code, &archived));
		assert_ok!(archive(TRADER, item(1)));

		assert_eq!(Units::<Test>::get(&code), None);
		assert!(!is_recorded(&code));
		assert_eq!(leaf_of(&code), Some(leaf));
		assert_eq!(<TraceUnits as traits::Units<u64>>::facts(&code), None);
		System::assert_has_event(Event::Archived { code, leaf, archived }.into());
		let class = ArchiveClass::of(&item(1).code).unwrap();
		let root = ArchiveRoots::<Test>::get(class).unwrap();
		System::assert_last_event(Event::ArchiveGrew { class, root }.into());
	});
}

#[test]
fn leaves_as_many_keys_for_many_units_of_a_product_as_for_one() {
	let units: Vec<_> = (1..=4).flat_map(|n| [item(n), piece_of("A", n), variant_of("B", n)]).collect();
	ExtBuilder::default().with(units.clone()).with([batch("A")]).build_and_execute(|| {
		for unit in units.iter().chain([&batch("A")]) {
			complete(unit.clone());
		}
		pass_retention();
		for some in units.chunks(5) {
			assert_ok!(archive_all(TRADER, some.to_vec()));
		}
		assert_ok!(archive(TRADER, batch("A")));
		assert_eq!(ArchiveRoots::<Test>::iter().count(), 1);
		assert_eq!((Units::<Test>::iter().count(), Pieces::<Test>::iter().count()), (0, 0));
	});
}

#[test]
fn keeps_a_code_taken_for_good_with_a_proof_and_without() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		complete(item(1));
		pass_retention();
		assert_ok!(archive(TRADER, item(1)));
		assert_noop!(register(TRADER, item(1)), Error::<Test>::CodeArchived);
		let bare = || Call::register { unit: item(1), proof: vec![] };
		assert_noop!(signed(TRADER, bare()), Error::<Test>::ProofMissing);
		assert_ok!(register(TRADER, item(2)));
		// Not even as something else, or of something else.
		let drum = crate::NewUnit { code: item(1).code, ..batch("A") };
		assert_noop!(register(TRADER, drum), Error::<Test>::CodeArchived);
		assert_noop!(transform(TRADER, [whole(item(2))], [item(3), item(1)]), Error::<Test>::CodeArchived);
	});
}

#[test]
fn keeps_the_codes_of_every_call_that_gives_one_taken() {
	ExtBuilder::default().with([batch("A"), batch("B")]).build_and_execute(|| {
		complete(batch("B"));
		pass_retention();
		assert_ok!(archive(TRADER, batch("B")));
		assert_noop!(split(TRADER, batch("A"), [batch_of("B", pieces(1))]), Error::<Test>::CodeArchived);
		let one = || [some(batch("A"), pieces(1))];
		assert_noop!(transform(TRADER, one(), [batch_of("B", pieces(1))]), Error::<Test>::CodeArchived);
		let units = BoundedVec::truncate_from(vec![item(1), batch("B")]);
		let many = proven(Call::register_many { units, proof: vec![] });
		assert_noop!(signed(TRADER, many), Error::<Test>::CodeArchived);
		// Nor does a piece come to a lot that is archived, with a variant or without.
		for piece in [piece_of("B", 1), variant_of("B", 1)] {
			assert_noop!(register(TRADER, piece.clone()), Error::<Test>::BatchArchived);
			assert_noop!(transform(TRADER, one(), [piece]), Error::<Test>::BatchArchived);
		}
		assert_ok!(split(TRADER, batch("A"), [batch_of("C", pieces(1))]));
	});
}

#[test]
fn asks_for_a_proof_only_where_something_of_the_class_was_archived() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(close(TRADER, carton(1).code));
		pass_retention();
		assert_ok!(archive(TRADER, carton(1)));
		assert_ok!(signed(TRADER, Call::register { unit: item(2), proof: vec![] }));
		let bare = Call::register { unit: carton(2), proof: vec![] };
		assert_noop!(signed(TRADER, bare), Error::<Test>::ProofMissing);
		assert_ok!(register(TRADER, carton(2)));
	});
}

#[test]
fn refuses_proofs_that_are_outdated_incomplete_or_too_long() {
	ExtBuilder::default().with((1..=4).map(item)).build_and_execute(|| {
		(1..=4).map(item).for_each(complete);
		pass_retention();
		assert_ok!(archive_all(TRADER, [item(1), item(2)]));
		// Two archive against one root.
		let [first, second] = [3, 4].map(|n| {
			let codes = BoundedVec::truncate_from(vec![item(n).code]);
			proven(Call::archive { codes, proof: vec![] })
		});
		let registers = proven(Call::register { unit: item(39), proof: vec![] });
		assert_ok!(signed(TRADER, first));
		keep_nodes();
		assert_noop!(signed(TRADER, second.clone()), Error::<Test>::ProofOutdated);
		assert_noop!(signed(TRADER, registers.clone()), Error::<Test>::ProofOutdated);
		// Nothing is lost: with the new root both succeed.
		let codes = BoundedVec::truncate_from(vec![item(4).code]);
		assert_noop!(signed(TRADER, Call::archive { codes, proof: vec![] }), Error::<Test>::ProofMissing);

		let whole = prove([&item(39).code]);
		assert!(whole.len() > 1);
		let of_root = whole.iter().filter(|node| Some(BlakeTwo256::hash(node)) == root_of(&item(39).code));
		let part = of_root.cloned().collect();
		let call = |proof| Call::register { unit: item(39), proof };
		assert_noop!(signed(TRADER, call(part)), Error::<Test>::ProofIncomplete);
		let junk = vec![vec![0; MAX_PROOF_SIZE as usize]];
		assert_noop!(signed(TRADER, call(junk)), Error::<Test>::ProofTooLong);
		let many = vec![vec![]; MAX_PROOF_SIZE as usize / 64 + 1];
		assert_noop!(signed(TRADER, call(many)), Error::<Test>::ProofTooLong);
		let forged: Vec<Vec<u8>> =
			whole.iter().map(|node| node.iter().map(|byte| byte ^ 1).collect()).collect();
		assert_noop!(signed(TRADER, call(forged)), Error::<Test>::ProofOutdated);
		// What nothing leads to changes nothing.
		let more = whole.into_iter().chain([vec![], vec![7; 99]]).collect();
		assert_ok!(signed(TRADER, call(more)));
		assert_ok!(signed(TRADER, proven(second)));
		keep_nodes();
	});
}

#[test]
fn archives_all_or_none_and_no_more_than_there_are() {
	ExtBuilder::default().with([item(1), item(2)]).build_and_execute(|| {
		complete(item(1));
		pass_retention();
		assert_noop!(archive_all(TRADER, []), Error::<Test>::EmptyList);
		assert_noop!(archive_all(TRADER, [item(1), item(2)]), Error::<Test>::NotClosed);
		assert_noop!(archive_all(TRADER, [item(1), item(1)]), Error::<Test>::NotFound);
		assert_ok!(archive_all(TRADER, [item(1)]));
	});
}

#[test]
fn archives_what_was_made_before_what_it_was_made_of() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		assert_ok!(transform(TRADER, [whole(item(2))], [item(3), item(4)]));
		(1..=4).map(item).for_each(complete);
		pass_retention();
		for unit in [item(1), item(2)] {
			assert_noop!(archive(TRADER, unit), Error::<Test>::LeadsOn);
		}
		assert_ok!(archive(TRADER, item(3)));
		// One output lives, and finds what it was made of.
		assert_noop!(archive(TRADER, item(2)), Error::<Test>::LeadsOn);
		assert_eq!(TraceUnits::ancestors(&item(4).code, None, 8).steps.len(), 2);
		assert_ok!(recall(REGULATOR, [item(1)]));
		assert_noop!(archive(TRADER, item(4)), Error::<Test>::HeldOrigin);
		assert_ok!(end_recall(REGULATOR, [item(1)]));
		assert_ok!(archive_all(TRADER, [item(4), item(2), item(1)]));
		assert_eq!(Transformations::<Test>::iter().count(), 0);
		assert_eq!(UsedIn::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn archives_a_batch_after_its_pieces() {
	ExtBuilder::default().with([batch("A"), piece_of("A", 1), variant_of("A", 2)]).build_and_execute(|| {
		for unit in [batch("A"), piece_of("A", 1), variant_of("A", 2)] {
			complete(unit);
		}
		pass_retention();
		assert_ok!(archive(TRADER, piece_of("A", 1)));
		assert_noop!(archive(TRADER, batch("A")), Error::<Test>::LeadsOn);
		assert_ok!(archive_all(TRADER, [variant_of("A", 2), batch("A")]));
		assert_eq!(Pieces::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn commits_a_leaf_to_the_transformation_that_made_its_unit() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		let made_by = Transformations::<Test>::get(0).unwrap().hash(0);
		let (inputs, outputs) = (vec![whole(item(1))], vec![item(2).code]);
		let said = (0u64, TransformationKind::Transform, TRADER, inputs, outputs, Some(YieldCheck::Unproven));
		assert_eq!(made_by, BlakeTwo256::hash_of(&said), "it is what the event says");
		complete(item(2));
		pass_retention();
		assert_ok!(archive(TRADER, item(2)));
		let is_committed = System::events().into_iter().any(|record| match record.event {
			RuntimeEvent::TraceUnits(Event::Archived { archived, .. }) => archived.made_by == Some(made_by),
			_ => false,
		});
		assert!(is_committed);
	});
}

#[test]
fn archives_cartons_and_services_too_and_for_regulators() {
	ExtBuilder::default().with([carton(1), service(1)]).build_and_execute(|| {
		assert_ok!(close(TRADER, carton(1).code));
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(give_feedback(CONSUMER, service(1), true));
		assert_ok!(end_service(TRADER, service(1)));
		pass_retention();
		assert_ok!(archive(REGULATOR, carton(1)));
		assert_ok!(archive(REGULATOR, service(1)));
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let codes = BoundedVec::truncate_from(vec![item(1).code]);
		assert_refuses_unsigned_and_not_in_force(Call::archive { codes, proof: vec![] });
	});
}

#[test]
fn refuses_all_but_owner_and_regulators() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		complete(item(1));
		pass_retention();
		for who in [OTHER_TRADER, CARRIER, CONSUMER] {
			assert_noop!(archive(who, item(1)), Error::<Test>::NeitherOwnerNorRegulator);
		}
	});
}

#[test]
fn refuses_what_must_be_kept_longer() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		complete(item(1));
		pass(365 * DAY + Retention::get() - 1);
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::TooEarly);
		pass(1);
		assert_ok!(archive(TRADER, item(1)));
	});
}

#[test]
fn refuses_what_is_open_or_not_there() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		pass_retention();
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::NotClosed);
		assert_noop!(archive(TRADER, item(2)), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_what_customs_are_at_work_on() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		complete(item(1));
		pass_retention();
		set_under_clearance(&item(1).code, true);
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::UnderClearance);
		assert_noop!(archive(REGULATOR, item(1)), Error::<Test>::UnderClearance);
		set_under_clearance(&item(1).code, false);
		assert_ok!(archive(TRADER, item(1)));
	});
}

#[test]
fn refuses_what_is_held_packed_offered_or_not_empty() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		complete(item(1));
		assert_ok!(close(TRADER, carton(1).code));
		pass_retention();
		assert_ok!(quarantine(TRADER, item(1)));
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::Held);
		assert_ok!(release(TRADER, item(1)));
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::Packed);
		assert_noop!(archive(TRADER, carton(1)), Error::<Test>::NotEmpty);
		assert_ok!(unpack(TRADER, carton(1), [item(1)]));
		assert_ok!(offer(TRADER, item(1), CARRIER));
		assert_noop!(archive(TRADER, item(1)), Error::<Test>::OfferPending);
	});
}

#[test]
fn refuses_what_a_hold_on_its_batch_or_its_material_binds() {
	ExtBuilder::default().with([batch("A"), piece_of("A", 1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(2)]));
		for unit in [piece_of("A", 1), item(2)] {
			record(&unit.code, Category::ALL);
			assert_ok!(close(TRADER, unit.code));
		}
		pass(365 * DAY + Retention::get());
		assert_ok!(recall(REGULATOR, [batch("A")]));
		assert_noop!(archive(TRADER, piece_of("A", 1)), Error::<Test>::HeldBatch);
		assert_noop!(archive(TRADER, item(2)), Error::<Test>::HeldOrigin);
		assert_ok!(end_recall(REGULATOR, [batch("A")]));
		assert_ok!(archive(TRADER, piece_of("A", 1)));
	});
}
