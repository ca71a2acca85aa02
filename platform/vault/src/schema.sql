-- Envelopes for those entitled, and the log of whoever asked for them. No plaintext and no key that opens anything is here.
--
-- One text serves SQLite and PostgreSQL: TEXT; BIGINT, which is also truth, and milliseconds since 1970-01-01 UTC; and BLOB,
-- which PostgreSQL calls BYTEA. Commitments are 0x hexadecimal, accounts SS58 with prefix 42. Nothing is read by a key that
-- is not the beginning of an index.

CREATE TABLE IF NOT EXISTS vault_version (
	version BIGINT NOT NULL PRIMARY KEY
);

-- What was erased keeps its row, so that it is told apart from what was never there and can't come back. Its content is gone.
CREATE TABLE IF NOT EXISTS vault_records (
	code TEXT NOT NULL,
	commitment TEXT NOT NULL,
	path TEXT NOT NULL,
	owner TEXT NOT NULL,
	content BLOB,
	kept_at BIGINT NOT NULL,
	erased BIGINT NOT NULL,
	PRIMARY KEY (code, commitment)
);
CREATE INDEX IF NOT EXISTS vault_records_by_owner ON vault_records (owner, code);

-- A grant that was revoked keeps its row without the wrap. The statement is the one that the owner signed.
CREATE TABLE IF NOT EXISTS vault_grants (
	code TEXT NOT NULL,
	commitment TEXT NOT NULL,
	recipient TEXT NOT NULL,
	basis TEXT NOT NULL,
	days_after BIGINT NOT NULL,
	purpose TEXT NOT NULL,
	from_at BIGINT NOT NULL,
	until_at BIGINT NOT NULL,
	reads_left BIGINT NOT NULL,
	wrap BLOB,
	granted_at BIGINT NOT NULL,
	statement TEXT NOT NULL,
	PRIMARY KEY (code, commitment, recipient)
);

-- What readers found who opened a record.
CREATE TABLE IF NOT EXISTS vault_findings (
	code TEXT NOT NULL,
	commitment TEXT NOT NULL,
	reader TEXT NOT NULL,
	agrees BIGINT NOT NULL,
	found_at BIGINT NOT NULL,
	PRIMARY KEY (code, commitment, reader)
);

-- Nonces of requests, for a while after their time is over.
CREATE TABLE IF NOT EXISTS vault_nonces (
	account TEXT NOT NULL,
	nonce TEXT NOT NULL,
	expires_at BIGINT NOT NULL,
	PRIMARY KEY (account, nonce)
);
CREATE INDEX IF NOT EXISTS vault_nonces_by_end ON vault_nonces (expires_at);

CREATE TABLE IF NOT EXISTS vault_log (
	seq BIGINT NOT NULL PRIMARY KEY,
	time BIGINT NOT NULL,
	who TEXT NOT NULL,
	owner TEXT NOT NULL,
	code TEXT NOT NULL,
	commitment TEXT NOT NULL,
	act TEXT NOT NULL,
	purpose TEXT NOT NULL,
	outcome TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS vault_log_by_owner ON vault_log (owner, seq);
CREATE INDEX IF NOT EXISTS vault_log_by_record ON vault_log (code, commitment, seq);

-- The number of entries, and the digest over all of them. One row, which whoever writes the log changes first.
CREATE TABLE IF NOT EXISTS vault_log_head (
	id BIGINT NOT NULL PRIMARY KEY,
	seq BIGINT NOT NULL,
	digest TEXT NOT NULL
);
