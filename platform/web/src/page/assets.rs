//! What the pages load beside themselves: a style sheet and an icon, from this binary and no other host.

use std::sync::LazyLock;

/// The style sheet.
pub const STYLE: &str = include_str!("style.css");

/// The icon.
pub const ICON: &str = include_str!("icon.svg");

/// What a page may load and do: its own style and images, its own forms, and no script at all.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
	form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Where the style sheet is. Its path changes with what it says, so that browsers keep it for good.
pub static STYLE_PATH: LazyLock<String> =
	LazyLock::new(|| format!("/assets/{:016x}.css", fnv(STYLE.as_bytes())));

/// FNV-1a: it tells versions apart and keeps nobody out.
fn fnv(bytes: &[u8]) -> u64 {
	bytes
		.iter()
		.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
