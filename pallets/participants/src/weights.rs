//! Placeholder until generated.
#![allow(missing_docs)]

use frame_support::weights::Weight;

pub trait WeightInfo {
	fn invite(o: u32) -> Weight;
	fn uninvite() -> Weight;
	fn apply() -> Weight;
	fn withdraw() -> Weight;
	fn admit() -> Weight;
	fn admit_many(n: u32) -> Weight;
	fn reject() -> Weight;
	fn suspend() -> Weight;
	fn reinstate() -> Weight;
	fn revoke() -> Weight;
	fn renew() -> Weight;
	fn add_operator() -> Weight;
	fn remove_operator() -> Weight;
	fn authorize() -> Weight;
	fn withdraw_authorization() -> Weight;
	fn assign_department() -> Weight;
	fn check_admission() -> Weight;
}

macro_rules! placeholder { ($($name:ident($($p:ident)?)),* $(,)?) => {
	impl WeightInfo for () { $( fn $name($($p: u32)?) -> Weight {
		Weight::from_parts(100_000_000, 5_000) $( .saturating_mul(u64::from($p) + 1) )?
	} )* }
	impl<T> WeightInfo for SubstrateWeight<T> { $( fn $name($($p: u32)?) -> Weight { <() as WeightInfo>::$name($($p)?) } )* }
} }
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
placeholder!(invite(o), uninvite(), apply(), withdraw(), admit(), admit_many(n), reject(), suspend(), reinstate(), revoke(), renew(), add_operator(), remove_operator(), authorize(), withdraw_authorization(), assign_department(), check_admission());
