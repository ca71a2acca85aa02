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

-- What the regulators decided of whom, and what an applicant did, with the reasons given.
CREATE TABLE participant_events (
	account TEXT NOT NULL,
	block BIGINT NOT NULL,
	event BIGINT NOT NULL,
	time BIGINT NOT NULL,
	kind TEXT NOT NULL,
	reason TEXT,
	PRIMARY KEY (account, block, event)
) WITHOUT ROWID;

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
