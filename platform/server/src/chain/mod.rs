//! The connection to a node, and what its final blocks say.
