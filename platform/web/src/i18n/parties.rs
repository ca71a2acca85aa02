// SPDX-License-Identifier: Apache-2.0

//! Names of participants' kinds, businesses, nodes and statuses (§6.1, §6.2.2).

use super::Choices;

/// Kinds of participants 参与方类型.
pub const KINDS: Choices = Choices("ParticipantKind");

/// Businesses of participants within their kinds.
pub const BUSINESSES: Choices = Choices("Business");

/// Departments of regulators 部门.
pub const DEPARTMENTS: Choices = Choices("Department");

/// Nodes that participants write as 信息接入节点.
pub const NODES: Choices = Choices("NodeKind");

/// Statuses of participants.
pub const STATUSES: Choices = Choices("ParticipantStatus");

/// Decisions on participants, and applications.
pub const DECISIONS: Choices = Choices("ParticipantEvent");
