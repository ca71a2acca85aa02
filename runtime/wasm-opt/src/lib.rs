// SPDX-License-Identifier: Apache-2.0
//! The part of `wasm-opt` that `substrate-wasm-builder` asks for, without Binaryen.
//!
//! The builder runs `wasm-opt` at its lowest level, to lower sign extensions and to strip DWARF. The target `wasm32v1-none` has no
//! sign extensions and a release build writes no DWARF, so that nothing of it is left to do; compiling Binaryen for it took a
//! sixth of the time of a first build. This crate stands in its place by `[patch]`, checks that the blob holds nothing
//! but WebAssembly 1.0 with mutable globals, and strips DWARF should there be any.

use std::{fmt, fs, io, path::Path};
use wasmparser::{BinaryReaderError, Parser, Validator, WasmFeatures};

/// DWARF lies in custom sections of such names.
const DWARF: &str = ".debug_";

/// A pass over a module. Both are no work for a blob of `wasm32v1-none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
	/// Replaces sign extensions, which the validation refuses.
	SignextLowering,
	/// Removes DWARF, as every run does.
	StripDwarf,
}

/// Options of a run.
#[derive(Debug)]
pub struct OptimizationOptions(());

impl OptimizationOptions {
	/// The level at which nothing is optimised; no other is offered.
	pub fn new_opt_level_0() -> Self {
		Self(())
	}

	/// Refuses what WebAssembly 1.0 with mutable globals does not have, as every run does.
	pub fn mvp_features_only(&mut self) -> &mut Self {
		self
	}

	/// Keeps the names of functions, as every run does.
	pub fn debug_info(&mut self, _keep: bool) -> &mut Self {
		self
	}

	/// Takes either pass.
	pub fn add_pass(&mut self, _pass: Pass) -> &mut Self {
		self
	}

	/// Validates a module and writes it without DWARF.
	///
	/// # Errors
	///
	/// A file that cannot be read or written, and a module that is invalid or has instructions beyond WebAssembly 1.0.
	pub fn run(&self, input: impl AsRef<Path>, output: impl AsRef<Path>) -> Result<(), OptimizationError> {
		let module = fs::read(input)?;
		Validator::new_with_features(WasmFeatures::WASM1 | WasmFeatures::MUTABLE_GLOBAL)
			.validate_all(&module)?;
		fs::write(output, without_dwarf(&module)?)?;
		Ok(())
	}
}

/// Copies a module section by section, DWARF left out.
fn without_dwarf(module: &[u8]) -> Result<Vec<u8>, BinaryReaderError> {
	const MAGIC_AND_VERSION: usize = 8;
	let mut copy = module[..MAGIC_AND_VERSION].to_vec();
	for payload in Parser::new(0).parse_all(module) {
		let payload = payload?;
		if matches!(&payload, wasmparser::Payload::CustomSection(section) if section.name().starts_with(DWARF))
		{
			continue;
		}
		if let Some((id, range)) = payload.as_section() {
			copy.push(id);
			// A section is shorter than 4 GiB, as the parser has checked.
			let mut length = range.len();
			while length >= 0x80 {
				copy.push(length as u8 | 0x80);
				length >>= 7;
			}
			copy.push(length as u8);
			copy.extend_from_slice(&module[range]);
		}
	}
	Ok(copy)
}

/// A reason for which a module was not written.
#[derive(Debug)]
pub enum OptimizationError {
	/// A file could not be read or written.
	Io(io::Error),
	/// The module is invalid, or has instructions beyond WebAssembly 1.0.
	Invalid(BinaryReaderError),
}

impl From<io::Error> for OptimizationError {
	fn from(error: io::Error) -> Self {
		Self::Io(error)
	}
}

impl From<BinaryReaderError> for OptimizationError {
	fn from(error: BinaryReaderError) -> Self {
		Self::Invalid(error)
	}
}

impl fmt::Display for OptimizationError {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Io(error) => error.fmt(formatter),
			Self::Invalid(error) => error.fmt(formatter),
		}
	}
}

impl std::error::Error for OptimizationError {}

#[cfg(test)]
mod tests {
	use super::*;

	const HEADER: [u8; 8] = *b"\0asm\x01\0\0\0";
	const TYPES: [u8; 7] = [1, 5, 1, 0x60, 1, 0x7f, 0];
	const FUNCTIONS: [u8; 4] = [3, 2, 1, 0];

	fn custom(name: &str, length: usize) -> Vec<u8> {
		let content = [&[name.len() as u8], name.as_bytes(), &vec![7; length]].concat();
		assert!((0x80..0x4000).contains(&content.len()));
		[&[0, content.len() as u8 | 0x80, (content.len() >> 7) as u8], &content[..]].concat()
	}

	/// A function with an i32 parameter and a body of these instructions.
	fn function(body: &[u8]) -> Vec<u8> {
		let mut code = vec![10, body.len() as u8 + 3, 1, body.len() as u8 + 1, 0];
		code.extend_from_slice(body);
		[&HEADER[..], &TYPES, &FUNCTIONS, &code].concat()
	}

	fn run(module: &[u8]) -> Result<Vec<u8>, OptimizationError> {
		let folder = tempfile::tempdir().expect("there is room for a folder");
		let [input, output] = ["in.wasm", "out.wasm"].map(|name| folder.path().join(name));
		fs::write(&input, module)?;
		OptimizationOptions::new_opt_level_0()
			.add_pass(Pass::StripDwarf)
			.debug_info(true)
			.run(&input, &output)?;
		Ok(fs::read(output)?)
	}

	#[test]
	fn dwarf_is_stripped_and_everything_else_is_kept_byte_by_byte() {
		let plain = [function(&[0x20, 0, 0x1a, 0x0b]), custom("name", 300)].concat();
		let with_dwarf = [&plain[..], &custom(".debug_info", 200), &custom(".debug_line", 1_000)].concat();
		assert_eq!(run(&plain).unwrap(), plain);
		assert_eq!(run(&with_dwarf).unwrap(), plain);
	}

	#[test]
	fn a_sign_extension_is_refused() {
		let extends = function(&[0x20, 0, 0xc0, 0x1a, 0x0b]);
		assert!(matches!(run(&extends), Err(OptimizationError::Invalid(_))));
	}

	#[test]
	fn no_module_is_refused() {
		assert!(matches!(run(b"not a module"), Err(OptimizationError::Invalid(_))));
	}
}
