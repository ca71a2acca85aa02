# shellcheck shell=bash
# Functions of the scripts. Sourcing this file enters the root of the repository.

set -euo pipefail

# Before the change of folder, because a relative path is relative to where the caller stands.
if [[ -n "${CARGO_TARGET_DIR:-}" ]]; then
	CARGO_TARGET_DIR="$(realpath -m "$CARGO_TARGET_DIR")"
fi
if [[ -n "${SUYUAN_BIN:-}" ]]; then
	SUYUAN_BIN="$(realpath -m "$SUYUAN_BIN")"
fi
if [[ -n "${SUYUAN_PLATFORM_BIN:-}" ]]; then
	SUYUAN_PLATFORM_BIN="$(realpath -m "$SUYUAN_PLATFORM_BIN")"
fi
if [[ -n "${SUYUAN_HOSTILE_PEER_BIN:-}" ]]; then
	SUYUAN_HOSTILE_PEER_BIN="$(realpath -m "$SUYUAN_HOSTILE_PEER_BIN")"
fi
if [[ -n "${SUYUAN_REHEARSAL_WASM:-}" ]]; then
	SUYUAN_REHEARSAL_WASM="$(realpath -m "$SUYUAN_REHEARSAL_WASM")"
fi
# The folder of the caller, for paths among the arguments of a script.
export CALLED_FROM="$PWD"

cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT="$PWD"

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$ROOT/target}"

# The compiler with which every stage of scripts/test passed last, and with which the runtime that is voted on is built.
# shellcheck disable=SC2034
readonly RUST_TRIED=1.95.0
# shellcheck disable=SC2034
readonly WASM_TARGET=wasm32v1-none

if [[ -t 2 && -z "${NO_COLOR:-}" ]]; then
	bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'
else
	bold='' red='' plain=''
fi

# say <words>: prints a line about the next step.
say() {
	printf '%s\n' "$bold==> $*$plain" >&2
}

# die <words>: prints an error and ends the script.
die() {
	printf '%s\n' "${red}error:$plain $*" >&2
	exit 1
}

# build_workspace: builds every binary. The whole workspace and `--examples`, though there are none: so Cargo resolves features
# just as it does for `cargo test --workspace`, and demo and tests share every artifact instead of building it twice.
#
# With the runtime of the rehearsal where SUYUAN_REHEARSAL says so, which is the library of a crate that nothing depends on.
build_workspace() {
	local targets=(--bins --examples)
	[[ -z "${SUYUAN_REHEARSAL:-}" ]] || targets=(--lib "${targets[@]}")
	say 'Building: Cargo tells how many of its units are done'
	cargo build --release --locked --workspace "${targets[@]}"
}

# build_node: sets SUYUAN_BIN to the path of the node, and builds it first unless SUYUAN_BIN named one built elsewhere.
build_node() {
	if [[ -z "${SUYUAN_BIN:-}" ]]; then
		build_workspace
		SUYUAN_BIN="$CARGO_TARGET_DIR/release/suyuan"
	fi
	[[ -x "$SUYUAN_BIN" ]] || die "no node at $SUYUAN_BIN"
	export SUYUAN_BIN
}

# build_platform: does the same for the platform and SUYUAN_PLATFORM_BIN.
build_platform() {
	if [[ -z "${SUYUAN_PLATFORM_BIN:-}" ]]; then
		build_workspace
		SUYUAN_PLATFORM_BIN="$CARGO_TARGET_DIR/release/suyuan-platform"
	fi
	[[ -x "$SUYUAN_PLATFORM_BIN" ]] || die "no platform at $SUYUAN_PLATFORM_BIN"
	export SUYUAN_PLATFORM_BIN
}

# build_hostile_peer: does the same for the hostile peer and SUYUAN_HOSTILE_PEER_BIN.
build_hostile_peer() {
	if [[ -z "${SUYUAN_HOSTILE_PEER_BIN:-}" ]]; then
		build_workspace
		SUYUAN_HOSTILE_PEER_BIN="$CARGO_TARGET_DIR/release/suyuan-hostile-peer"
	fi
	[[ -x "$SUYUAN_HOSTILE_PEER_BIN" ]] || die "no hostile peer at $SUYUAN_HOSTILE_PEER_BIN"
	export SUYUAN_HOSTILE_PEER_BIN
}

# build_rehearsal: builds the runtime that an upgrade is rehearsed with, and sets SUYUAN_REHEARSAL_WASM to its path. Set
# before, SUYUAN_REHEARSAL_WASM names one built elsewhere. In one run of Cargo with everything else, which is compiled on the
# other core meanwhile.
build_rehearsal() {
	if [[ -z "${SUYUAN_REHEARSAL_WASM:-}" ]]; then
		export SUYUAN_REHEARSAL=1
		build_workspace
		SUYUAN_REHEARSAL_WASM="$CARGO_TARGET_DIR/release/wbuild/suyuan-runtime/suyuan_rehearsal.compact.compressed.wasm"
	fi
	[[ -f "$SUYUAN_REHEARSAL_WASM" ]] || die "no runtime at $SUYUAN_REHEARSAL_WASM"
	export SUYUAN_REHEARSAL_WASM
}
