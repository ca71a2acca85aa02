-- What is traced, what happened to it, and what it came from.

CREATE TABLE units (
	code TEXT NOT NULL PRIMARY KEY,
	gtin TEXT,
	variant TEXT,
	lot TEXT,
	serial TEXT,
	sscc TEXT,
	kind TEXT NOT NULL,
	mode TEXT,
	quantity BIGINT,
	remaining BIGINT NOT NULL,
	measure TEXT,
	owner TEXT NOT NULL,
	custodian TEXT NOT NULL,
	stage TEXT NOT NULL,
	retain_until BIGINT,
	hold TEXT,
	hold_by TEXT,
	hold_reason TEXT,
	held_at BIGINT,
	made_by BIGINT,
	packed_in TEXT,
	offered_to TEXT,
	offer_expires_at BIGINT,
	service TEXT,
	registered_at BIGINT NOT NULL,
	registered_time BIGINT NOT NULL,
	archived_digest TEXT,
	unproven_right BIGINT
) WITHOUT ROWID;
-- Lists are paged by the code, so that the code is part of every index that they are read by.
CREATE INDEX units_by_owner ON units (owner, code);
CREATE INDEX units_by_custodian ON units (custodian, code);
CREATE INDEX units_by_parent ON units (packed_in, code) WHERE packed_in IS NOT NULL;
CREATE INDEX units_by_gtin ON units (gtin, code) WHERE gtin IS NOT NULL;
CREATE INDEX units_by_lot ON units (gtin, lot, code) WHERE lot IS NOT NULL;
CREATE INDEX units_by_serial ON units (serial) WHERE serial IS NOT NULL;
CREATE INDEX units_by_lot_alone ON units (lot) WHERE lot IS NOT NULL AND serial IS NULL;
CREATE INDEX units_by_hold ON units (hold, code) WHERE hold IS NOT NULL;
-- Labels are printed in the order of registration.
CREATE INDEX units_by_owner_registered ON units (owner, registered_at, code);
CREATE INDEX units_by_lot_registered ON units (gtin, lot, registered_at, code) WHERE lot IS NOT NULL AND serial IS NOT NULL;
CREATE INDEX units_by_gtin_held ON units (gtin, code) WHERE hold IS NOT NULL;
-- The held batches of a product, by which their pieces are found to be concerned.
CREATE INDEX units_by_held_lot ON units (gtin, lot, code) WHERE hold IS NOT NULL AND serial IS NULL;
CREATE INDEX units_by_making ON units (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX units_by_block ON units (registered_at);

CREATE TABLE unit_events (
	block BIGINT NOT NULL,
	event BIGINT NOT NULL,
	code TEXT NOT NULL,
	time BIGINT NOT NULL,
	kind TEXT NOT NULL,
	by TEXT,
	other TEXT,
	detail TEXT NOT NULL,
	PRIMARY KEY (code, block, event)
) WITHOUT ROWID;

CREATE TABLE transformations (
	id BIGINT NOT NULL PRIMARY KEY,
	kind TEXT NOT NULL,
	by TEXT NOT NULL,
	block BIGINT NOT NULL,
	time BIGINT NOT NULL,
	yield_check TEXT
);

-- A quantity is in thousandths of what the batch is measured in.
CREATE TABLE transformation_inputs (
	id BIGINT NOT NULL,
	position BIGINT NOT NULL,
	code TEXT NOT NULL,
	quantity BIGINT,
	PRIMARY KEY (id, position)
) WITHOUT ROWID;
CREATE INDEX transformation_inputs_by_code ON transformation_inputs (code, id);

CREATE TABLE transformation_outputs (
	id BIGINT NOT NULL,
	position BIGINT NOT NULL,
	code TEXT NOT NULL,
	PRIMARY KEY (id, position)
) WITHOUT ROWID;
CREATE INDEX transformation_outputs_by_code ON transformation_outputs (code, id);

-- The prefixes of codes that are granted. None begins with another, so that a code lies under one at most: its key begins
-- with that of the prefix.
CREATE TABLE prefixes (
	key TEXT NOT NULL PRIMARY KEY,
	scheme TEXT NOT NULL,
	prefix TEXT NOT NULL,
	holder TEXT NOT NULL,
	until BIGINT,
	granted_at BIGINT NOT NULL
);
CREATE INDEX prefixes_by_holder ON prefixes (holder);
