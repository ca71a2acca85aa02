-- The alliance chain: filings, declarations and the closed loop of orders, goods and money.

CREATE TABLE declarations (
	entry_number TEXT NOT NULL PRIMARY KEY,
	declarant TEXT NOT NULL,
	status TEXT NOT NULL,
	code BIGINT NOT NULL,
	declaration_hash TEXT NOT NULL,
	loop_state TEXT,
	loop_digest TEXT,
	-- The digest of the loop under which the goods were released.
	released_loop TEXT,
	supervision TEXT,
	heading TEXT NOT NULL,
	lines TEXT NOT NULL,
	approval TEXT,
	declared_at BIGINT NOT NULL,
	changed_at BIGINT NOT NULL
);
CREATE INDEX declarations_by_declarant ON declarations (declarant, entry_number);

CREATE TABLE declaration_units (
	entry_number TEXT NOT NULL,
	code TEXT NOT NULL,
	PRIMARY KEY (entry_number, code)
) WITHOUT ROWID;
CREATE INDEX declaration_units_by_code ON declaration_units (code);

-- The last word of each department: it may say something else as long as the matter is not decided.
CREATE TABLE declaration_verdicts (
	entry_number TEXT NOT NULL,
	department TEXT NOT NULL,
	agrees BIGINT NOT NULL,
	reason TEXT,
	regulator TEXT,
	block BIGINT NOT NULL,
	time BIGINT NOT NULL,
	PRIMARY KEY (entry_number, department)
) WITHOUT ROWID;

-- Every verdict ever given on a declaration or a filing, which a later one of the department does not take away. The matter
-- is an entry number or the account of an exporter.
CREATE TABLE verdicts (
	matter TEXT NOT NULL,
	block BIGINT NOT NULL,
	event BIGINT NOT NULL,
	time BIGINT NOT NULL,
	department TEXT NOT NULL,
	agrees BIGINT NOT NULL,
	reason TEXT,
	regulator TEXT,
	overrules TEXT,
	PRIMARY KEY (matter, block, event)
) WITHOUT ROWID;

CREATE TABLE declaration_changes (
	entry_number TEXT NOT NULL,
	block BIGINT NOT NULL,
	event BIGINT NOT NULL,
	time BIGINT NOT NULL,
	from_status TEXT,
	to_status TEXT NOT NULL,
	code BIGINT NOT NULL,
	PRIMARY KEY (entry_number, block, event)
) WITHOUT ROWID;

CREATE TABLE filings (
	exporter TEXT NOT NULL PRIMARY KEY,
	status TEXT NOT NULL,
	filing_hash TEXT NOT NULL,
	lapses_at BIGINT,
	detail TEXT NOT NULL,
	changed_at BIGINT NOT NULL
);

CREATE TABLE filing_verdicts (
	exporter TEXT NOT NULL,
	department TEXT NOT NULL,
	agrees BIGINT NOT NULL,
	reason TEXT,
	block BIGINT NOT NULL,
	time BIGINT NOT NULL,
	PRIMARY KEY (exporter, department)
);

CREATE TABLE loops (
	merchant TEXT NOT NULL,
	platform TEXT NOT NULL,
	merchant_code TEXT NOT NULL,
	number TEXT NOT NULL,
	state TEXT NOT NULL,
	detail TEXT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (merchant, platform, merchant_code, number)
);

-- Loops whose waybill was recorded or named elsewhere since they changed: their state is read once the platform is level with the chain.
CREATE TABLE outdated_loops (
	merchant TEXT NOT NULL,
	platform TEXT NOT NULL,
	merchant_code TEXT NOT NULL,
	number TEXT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (merchant, platform, merchant_code, number)
);

-- By which waybills a declaration is found when one of them is recorded: a waybill knows no order.
CREATE TABLE declaration_waybills (
	entry_number TEXT NOT NULL,
	company TEXT NOT NULL,
	number TEXT NOT NULL,
	PRIMARY KEY (entry_number, company, number)
);
CREATE INDEX declaration_waybills_by_number ON declaration_waybills (number);
