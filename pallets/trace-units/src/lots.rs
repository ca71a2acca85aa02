// SPDX-License-Identifier: Apache-2.0

//! Batches that codes name: pieces belong to a batch by their code alone.

pub(crate) use suyuan_primitives::codes::batches_of;
