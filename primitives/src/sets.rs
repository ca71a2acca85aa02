// SPDX-License-Identifier: Apache-2.0

//! Sets of a few members that are known by name.

/// Defines a set with a field for each of its possible members, true for those that are in it.
///
/// Each field has the member's own name, so that clients take and show the set by its names and not as bits.
macro_rules! set_of {
	(
		$(#[$doc:meta])*
		$name:ident of $member:ident { $( $(#[$field_doc:meta])* $field:ident: $variant:ident, )* }
	) => {
		$(#[$doc])*
		#[derive(
			Clone,
			Copy,
			Debug,
			Default,
			PartialEq,
			Eq,
			codec::Encode,
			codec::Decode,
			codec::DecodeWithMemTracking,
			codec::MaxEncodedLen,
			scale_info::TypeInfo,
			serde::Serialize,
			serde::Deserialize,
		)]
		#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
		pub struct $name {
			$( $(#[$field_doc])* pub $field: bool, )*
		}

		impl $name {
			/// The set of every member.
			pub const ALL: Self = Self { $( $field: true, )* };

			/// The set with the member added.
			pub const fn with(mut self, member: $member) -> Self {
				match member { $( $member::$variant => self.$field = true, )* }
				self
			}

			/// The set with the member taken out.
			pub const fn without(mut self, member: $member) -> Self {
				match member { $( $member::$variant => self.$field = false, )* }
				self
			}

			/// Returns true if the member is in the set.
			pub const fn contains(self, member: $member) -> bool {
				match member { $( $member::$variant => self.$field, )* }
			}

			/// The members of the set, in the order of its fields.
			pub fn iter(self) -> impl Iterator<Item = $member> {
				[$( $member::$variant, )*].into_iter().filter(move |member| self.contains(*member))
			}

			/// The members of this set that are not in the other.
			pub fn minus(self, other: Self) -> Self {
				other.iter().fold(self, Self::without)
			}

			/// Returns true if no member is in the set.
			pub fn is_empty(self) -> bool {
				self == Self::default()
			}
		}

		impl FromIterator<$member> for $name {
			fn from_iter<I: IntoIterator<Item = $member>>(members: I) -> Self {
				members.into_iter().fold(Self::default(), Self::with)
			}
		}
	};
}
pub(crate) use set_of;
