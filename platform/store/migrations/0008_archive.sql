-- The archive book: of every class of codes the root that the chain has, and the nodes of its trie. Nodes that a newer root
-- no longer has are deleted. `class` is in SCALE, `hash` and `root` are 32 bytes.

CREATE TABLE archive_roots (
	class BLOB NOT NULL,
	root BLOB NOT NULL,
	block BIGINT NOT NULL,
	chain SMALLINT NOT NULL,
	PRIMARY KEY (class, chain)
);

CREATE TABLE archive_nodes (
	class BLOB NOT NULL,
	hash BLOB NOT NULL,
	node BLOB NOT NULL,
	chain SMALLINT NOT NULL,
	PRIMARY KEY (class, hash, chain)
);
