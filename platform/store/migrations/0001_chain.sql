-- What the indexer has seen of the chain itself.
--
-- One set of migrations serves SQLite and PostgreSQL, so that there are three types: TEXT; BIGINT, which is also 0 and 1
-- for truth and milliseconds since 1970-01-01 UTC for moments; and BLOB, which PostgreSQL calls BYTEA. JSON is TEXT,
-- hashes are 0x hexadecimal, accounts SS58 with prefix 42.
--
-- WITHOUT ROWID is for SQLite, and left out for PostgreSQL: rows lie in the order of their key, so that all that is told of a
-- unit lies together, whenever it was told, and is read at once.

-- The last block whose facts are all here. One row, changed in the very transaction that brings the facts.
CREATE TABLE cursor (
	id BIGINT NOT NULL PRIMARY KEY,
	genesis TEXT NOT NULL,
	block BIGINT NOT NULL,
	hash TEXT NOT NULL
);

CREATE TABLE blocks (
	number BIGINT NOT NULL PRIMARY KEY,
	hash TEXT NOT NULL,
	time BIGINT NOT NULL,
	spec_version BIGINT NOT NULL,
	author TEXT,
	records BIGINT NOT NULL
);

-- Those whose votes make blocks final now.
CREATE TABLE validators (
	account TEXT NOT NULL PRIMARY KEY,
	department TEXT,
	name TEXT,
	since BIGINT NOT NULL
);
