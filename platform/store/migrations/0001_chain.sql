-- What the indexer has seen of the chain itself, and the numbers that stand for texts.
--
-- One set of migrations serves SQLite and PostgreSQL, so that there are few types: TEXT; SMALLINT, INTEGER and BIGINT, of
-- which one is also 0 and 1 for truth and milliseconds since 1970-01-01 UTC for moments; and BLOB, which PostgreSQL calls
-- BYTEA. JSON is TEXT, accounts are SS58 with prefix 42, and hashes are bytes where they are many, else 0x hexadecimal.
--
-- WITHOUT ROWID is for SQLite, and left out for PostgreSQL: rows lie in the order of their key, so that all that is told of a
-- unit lies together, whenever it was told, and is read at once.
--
-- A table whose name ends in _rows is slim: a number stands for each text that recurs. Beside it stands a view without that
-- ending, which shows the same rows with their texts. Queries and people read the view; the indexer writes the rows.

-- The chains whose rows are here. Every row bears the number of its chain, or that of a unit, which does.
CREATE TABLE chains (
	chain SMALLINT NOT NULL PRIMARY KEY,
	genesis TEXT NOT NULL UNIQUE
);

-- The last block whose facts are all here. One row of a chain, changed in the very transaction that brings the facts.
CREATE TABLE cursor (
	id BIGINT NOT NULL,
	chain SMALLINT NOT NULL,
	genesis TEXT NOT NULL,
	block BIGINT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (id, chain)
);

CREATE TABLE blocks (
	number BIGINT NOT NULL,
	chain SMALLINT NOT NULL,
	hash TEXT NOT NULL,
	time BIGINT NOT NULL,
	spec_version BIGINT NOT NULL,
	author TEXT,
	records BIGINT NOT NULL,
	PRIMARY KEY (number, chain)
) WITHOUT ROWID;

-- Those whose votes make blocks final now.
CREATE TABLE validators (
	account TEXT NOT NULL,
	chain SMALLINT NOT NULL,
	department TEXT,
	name TEXT,
	since BIGINT NOT NULL,
	PRIMARY KEY (account, chain)
);

-- Accounts, by their numbers. An account is a key and the same on every chain.
CREATE TABLE accounts (
	number INTEGER NOT NULL PRIMARY KEY,
	account TEXT NOT NULL UNIQUE
);

-- Words of the chain's vocabulary, such as categories, stages and events. Recalls sort behind quarantines.
CREATE TABLE words (
	number SMALLINT NOT NULL PRIMARY KEY,
	word TEXT NOT NULL UNIQUE
) WITHOUT ROWID;
INSERT INTO words (number, word) VALUES (0, 'Quarantine'), (1, 'Recall');

-- Texts of records that recur: brands, names of products, producers and carriers.
CREATE TABLE names (
	number INTEGER NOT NULL PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
);

-- Commodity barcodes, 14 digits.
CREATE TABLE products (
	number INTEGER NOT NULL PRIMARY KEY,
	gtin TEXT NOT NULL UNIQUE
);

-- Trace codes, by the numbers of their units, which follow the order of registration.
CREATE TABLE unit_numbers (
	unit BIGINT NOT NULL PRIMARY KEY,
	chain SMALLINT NOT NULL,
	code TEXT NOT NULL,
	UNIQUE (code, chain)
) WITHOUT ROWID;
