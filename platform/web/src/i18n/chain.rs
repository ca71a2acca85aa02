// SPDX-License-Identifier: Apache-2.0

//! Names of units, blocks, categories and events.

use super::Choices;

/// Kinds of units 追溯单元.
pub const UNITS: Choices = Choices("UnitKind");

/// Trace modes 追溯方式, by the mode's name.
pub const MODES: Choices = Choices("TraceMode");

/// Stages of a trace.
pub const STAGES: Choices = Choices("Stage");

/// Information blocks 信息区块, by the block's name.
pub const BLOCKS: Choices = Choices("InfoBlock");

/// 信息类别, by the category's name.
pub const CATEGORIES: Choices = Choices("Category");

/// Events of units.
pub const EVENTS: Choices = Choices("UnitEvent");

/// Kinds of transformations.
pub const TRANSFORMATIONS: Choices = Choices("Transformation");

/// Properties that units are found by.
pub const FOUND_BY: Choices = Choices("FoundBy");
