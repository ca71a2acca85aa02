//! The connection to a node, and what its final blocks say.
//!
//! [`Node`] asks, [`follow`] keeps blocks coming, each decoded by the [`Runtime`] that made it, and hands on their
//! [`Block`]s: the facts that the chain's own pallets told as events. What events don't carry is asked for at the block
//! in question.

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
