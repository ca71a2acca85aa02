# shellcheck shell=bash
# What the scripts share. Source it; it enters the root of the repository.

set -euo pipefail

# Before the change of folder, because a relative path is relative to where the caller stands.
if [[ -n "${CARGO_TARGET_DIR:-}" ]]; then
	CARGO_TARGET_DIR="$(realpath -m "$CARGO_TARGET_DIR")"
fi
if [[ -n "${SUYUAN_BIN:-}" ]]; then
	SUYUAN_BIN="$(realpath -m "$SUYUAN_BIN")"
fi

cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT="$PWD"

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$ROOT/target}"

if [[ -t 2 && -z "${NO_COLOR:-}" ]]; then
	bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'
else
	bold='' red='' plain=''
fi

# say <words>: what happens next.
say() {
	printf '%s\n' "$bold==> $*$plain" >&2
}

# die <words>: why it can't go on.
die() {
	printf '%s\n' "${red}error:$plain $*" >&2
	exit 1
}

# build_node: builds the node and says in SUYUAN_BIN where it is. Set before, SUYUAN_BIN names a node built elsewhere.
build_node() {
	if [[ -z "${SUYUAN_BIN:-}" ]]; then
		say 'Building the node'
		# The whole workspace and `--examples`, though there are none: so Cargo resolves features just as it does for
		# `cargo test --workspace`, and demo and tests share every artifact instead of building dependencies twice.
		cargo build --release --locked --workspace --bins --examples
		SUYUAN_BIN="$CARGO_TARGET_DIR/release/suyuan"
	fi
	[[ -x "$SUYUAN_BIN" ]] || die "no node at $SUYUAN_BIN"
	export SUYUAN_BIN
}
