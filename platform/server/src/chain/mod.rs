//! Client of a node, and decoding of its final blocks.
//!
//! [`Node`] makes the requests. [`follow`] keeps blocks coming, each decoded by the [`Runtime`] that made it, and sends
//! their [`Block`]s: the facts that the chain's own pallets emitted as events. What events don't carry is queried at the
//! block in question.

mod block;
mod budget;
mod encode;
mod follow;
mod forms;
mod keys;
mod node;
mod runtime;
mod shapes;

pub use block::{Block, Fact, Info, Record};
pub use follow::{follow, Told};
pub use forms::{Forms, Said, Skimmed};
pub use keys::{head_key, storage_prefix};
pub use node::{Node, RawBlock, Settings, Silent};
pub use runtime::Runtime;
pub use shapes::{account, account_id, hexadecimal, Shapes, Undecodable};
