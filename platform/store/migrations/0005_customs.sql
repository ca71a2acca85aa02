-- The alliance chain: filings, declarations and the closed loop of orders, goods and money.

CREATE TABLE declaration_rows (
	declared_at BIGINT NOT NULL,
	changed_at BIGINT NOT NULL,
	declarant INTEGER NOT NULL,
	code INTEGER NOT NULL,
	chain SMALLINT NOT NULL,
	status SMALLINT NOT NULL,
	loop_state SMALLINT,
	supervision SMALLINT,
	entry_number TEXT NOT NULL,
	declaration_hash BLOB NOT NULL,
	loop_digest BLOB,
	-- The digest of the loop under which the goods were released.
	released_loop BLOB,
	heading TEXT NOT NULL,
	lines TEXT NOT NULL,
	approval TEXT,
	PRIMARY KEY (entry_number, chain)
) WITHOUT ROWID;
CREATE INDEX declaration_rows_by_declarant ON declaration_rows (declarant, entry_number);

CREATE VIEW declarations AS
SELECT d.entry_number, d.chain, a.account AS declarant, d.declarant AS declarant_number,
	(SELECT word FROM words WHERE number = d.status) AS status,
	d.code, '0x' || lower(hex(d.declaration_hash)) AS declaration_hash,
	(SELECT word FROM words WHERE number = d.loop_state) AS loop_state,
	CASE WHEN d.loop_digest IS NOT NULL THEN '0x' || lower(hex(d.loop_digest)) END AS loop_digest,
	CASE WHEN d.released_loop IS NOT NULL THEN '0x' || lower(hex(d.released_loop)) END AS released_loop,
	(SELECT word FROM words WHERE number = d.supervision) AS supervision,
	d.heading, d.lines, d.approval, d.declared_at, d.changed_at
FROM declaration_rows d LEFT JOIN accounts a ON a.number = d.declarant;

CREATE TABLE declaration_unit_rows (
	unit BIGINT NOT NULL,
	chain SMALLINT NOT NULL,
	entry_number TEXT NOT NULL,
	PRIMARY KEY (entry_number, unit, chain)
) WITHOUT ROWID;
CREATE INDEX declaration_unit_rows_by_unit ON declaration_unit_rows (unit);

CREATE VIEW declaration_units AS
SELECT d.entry_number, d.chain, d.unit, n.code
FROM declaration_unit_rows d JOIN unit_numbers n ON n.unit = d.unit;

-- The last word of each department: it may say something else as long as the matter is not decided.
CREATE TABLE declaration_verdicts (
	chain SMALLINT NOT NULL,
	entry_number TEXT NOT NULL,
	department TEXT NOT NULL,
	agrees BIGINT NOT NULL,
	reason TEXT,
	regulator TEXT,
	block BIGINT NOT NULL,
	time BIGINT NOT NULL,
	PRIMARY KEY (entry_number, department, chain)
) WITHOUT ROWID;

-- Every verdict ever given on a declaration or a filing, which a later one of the department does not take away. The matter
-- is an entry number or the account of an exporter.
CREATE TABLE verdicts (
	chain SMALLINT NOT NULL,
	matter TEXT NOT NULL,
	block BIGINT NOT NULL,
	event BIGINT NOT NULL,
	time BIGINT NOT NULL,
	department TEXT NOT NULL,
	agrees BIGINT NOT NULL,
	reason TEXT,
	regulator TEXT,
	overrules TEXT,
	PRIMARY KEY (matter, block, event, chain)
) WITHOUT ROWID;

CREATE TABLE declaration_changes (
	chain SMALLINT NOT NULL,
	entry_number TEXT NOT NULL,
	block BIGINT NOT NULL,
	event BIGINT NOT NULL,
	time BIGINT NOT NULL,
	from_status TEXT,
	to_status TEXT NOT NULL,
	code BIGINT NOT NULL,
	PRIMARY KEY (entry_number, block, event, chain)
) WITHOUT ROWID;

CREATE TABLE filings (
	chain SMALLINT NOT NULL,
	exporter TEXT NOT NULL,
	status TEXT NOT NULL,
	filing_hash TEXT NOT NULL,
	lapses_at BIGINT,
	detail TEXT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (exporter, chain)
);

CREATE TABLE filing_verdicts (
	chain SMALLINT NOT NULL,
	exporter TEXT NOT NULL,
	department TEXT NOT NULL,
	agrees BIGINT NOT NULL,
	reason TEXT,
	block BIGINT NOT NULL,
	time BIGINT NOT NULL,
	PRIMARY KEY (exporter, department, chain)
);

CREATE TABLE loops (
	chain SMALLINT NOT NULL,
	merchant TEXT NOT NULL,
	platform TEXT NOT NULL,
	merchant_code TEXT NOT NULL,
	number TEXT NOT NULL,
	state TEXT NOT NULL,
	detail TEXT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (merchant, platform, merchant_code, number, chain)
);

-- Loops whose waybill was recorded or named elsewhere since they changed: their state is read once the platform is level with the chain.
CREATE TABLE outdated_loops (
	chain SMALLINT NOT NULL,
	merchant TEXT NOT NULL,
	platform TEXT NOT NULL,
	merchant_code TEXT NOT NULL,
	number TEXT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (merchant, platform, merchant_code, number, chain)
);

-- By which waybills a declaration is found when one of them is recorded: a waybill knows no order.
CREATE TABLE declaration_waybills (
	chain SMALLINT NOT NULL,
	entry_number TEXT NOT NULL,
	company TEXT NOT NULL,
	number TEXT NOT NULL,
	PRIMARY KEY (entry_number, company, number, chain)
);
CREATE INDEX declaration_waybills_by_number ON declaration_waybills (number);

-- How many rows of a table have a value, and of units a stage: changed with the rows, so that no table is counted.
CREATE TABLE counts (
	what TEXT NOT NULL,
	value TEXT NOT NULL,
	stage TEXT NOT NULL,
	chain SMALLINT NOT NULL,
	count BIGINT NOT NULL,
	held BIGINT NOT NULL,
	PRIMARY KEY (what, value, stage, chain)
);
