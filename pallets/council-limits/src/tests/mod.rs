// SPDX-License-Identifier: Apache-2.0

mod motions;
mod preimages;
mod whitelist;
