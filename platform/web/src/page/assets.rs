// SPDX-License-Identifier: Apache-2.0

//! Assets of the pages: a style sheet and an icon, from this binary and no other host.

use std::sync::LazyLock;

/// CSS of all pages.
pub const STYLE: &str = include_str!("style.css");

/// SVG icon of all pages.
pub const ICON: &str = include_str!("icon.svg");

/// Content policy of pages: own style and images, own forms, and no script at all.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
	form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Path of the style sheet. The path changes with the content, so that browsers cache it for good.
pub static STYLE_PATH: LazyLock<String> =
	LazyLock::new(|| format!("/assets/{:016x}.css", fnv(STYLE.as_bytes())));

/// FNV-1a hash: it tells versions apart and protects nothing.
fn fnv(bytes: &[u8]) -> u64 {
	bytes
		.iter()
		.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
