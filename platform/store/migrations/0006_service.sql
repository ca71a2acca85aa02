-- What does not come from the chain: who may ask, who asked what, and what was said back.

CREATE TABLE tokens (
	name TEXT NOT NULL PRIMARY KEY,
	hash TEXT NOT NULL UNIQUE,
	scopes TEXT NOT NULL,
	created BIGINT NOT NULL
);

-- Whoever writes a row gives it its number: the two engines count in different ways.
CREATE TABLE queries (
	id BIGINT NOT NULL PRIMARY KEY,
	time BIGINT NOT NULL,
	who TEXT NOT NULL,
	what TEXT NOT NULL,
	code TEXT,
	status BIGINT NOT NULL,
	micros BIGINT NOT NULL,
	client TEXT NOT NULL
);
CREATE INDEX queries_by_time ON queries (time);
CREATE INDEX queries_by_code ON queries (code, time) WHERE code IS NOT NULL;

CREATE TABLE scans (
	code TEXT NOT NULL PRIMARY KEY,
	count BIGINT NOT NULL,
	readers BIGINT NOT NULL,
	first_at BIGINT NOT NULL,
	last_at BIGINT NOT NULL
);

-- Which labels were printed, and in which run. A code has copy 0 in its first run, and one more in each run after it.
CREATE TABLE print_runs (
	id BIGINT NOT NULL PRIMARY KEY,
	time BIGINT NOT NULL,
	who TEXT NOT NULL,
	about TEXT NOT NULL,
	gtin TEXT,
	lot TEXT,
	labels BIGINT NOT NULL,
	reprint_of BIGINT,
	reason TEXT,
	until_block BIGINT NOT NULL,
	until_code TEXT NOT NULL
);
CREATE INDEX print_runs_by_about ON print_runs (about, id);

CREATE TABLE printed_labels (
	code TEXT NOT NULL,
	copy BIGINT NOT NULL,
	run BIGINT NOT NULL,
	position BIGINT NOT NULL,
	PRIMARY KEY (code, copy)
) WITHOUT ROWID;
CREATE INDEX printed_labels_by_run ON printed_labels (run, position);

CREATE TABLE feedback (
	id BIGINT NOT NULL PRIMARY KEY,
	time BIGINT NOT NULL,
	from_name TEXT NOT NULL,
	code TEXT,
	kind TEXT NOT NULL,
	direction TEXT NOT NULL,
	body TEXT NOT NULL
);
CREATE INDEX feedback_by_code ON feedback (code, time);
CREATE INDEX feedback_by_time ON feedback (time);
