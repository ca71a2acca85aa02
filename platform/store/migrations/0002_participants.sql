-- Who takes part. Of a natural person nothing stands in clear, here as little as on the chain.

CREATE TABLE participants (
	account TEXT NOT NULL PRIMARY KEY,
	kind TEXT,
	business TEXT,
	nodes TEXT,
	name TEXT,
	credit_code TEXT,
	country TEXT,
	registration TEXT,
	status TEXT,
	until BIGINT,
	department TEXT,
	profile TEXT,
	profile_hash TEXT,
	evidence TEXT,
	changed_at BIGINT NOT NULL
);
CREATE INDEX participants_by_credit_code ON participants (credit_code) WHERE credit_code IS NOT NULL;

-- A profile that waits for its verdict, beside the one that stays in force until then.
CREATE TABLE applications (
	account TEXT NOT NULL PRIMARY KEY,
	profile TEXT NOT NULL,
	profile_hash TEXT NOT NULL,
	changed_at BIGINT NOT NULL
);

CREATE TABLE authorizations (
	owner TEXT NOT NULL,
	provider TEXT NOT NULL,
	info_blocks TEXT NOT NULL,
	PRIMARY KEY (owner, provider)
);
