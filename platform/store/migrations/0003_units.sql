-- What is traced, what happened to it, and what it came from.

CREATE TABLE unit_rows (
	unit BIGINT NOT NULL PRIMARY KEY,
	remaining BIGINT NOT NULL,
	registered_time BIGINT NOT NULL,
	quantity BIGINT,
	retain_until BIGINT,
	held_at BIGINT,
	made_by BIGINT,
	packed_in BIGINT,
	offer_expires_at BIGINT,
	owner INTEGER NOT NULL,
	custodian INTEGER NOT NULL,
	registered_at INTEGER NOT NULL,
	product INTEGER,
	hold_by INTEGER,
	offered_to INTEGER,
	kind SMALLINT NOT NULL,
	stage SMALLINT NOT NULL,
	mode SMALLINT,
	measure SMALLINT,
	hold SMALLINT,
	unproven_right SMALLINT,
	variant TEXT,
	lot TEXT,
	serial TEXT,
	sscc TEXT,
	hold_reason TEXT,
	title_offer TEXT,
	service TEXT,
	archived_digest BLOB
) WITHOUT ROWID;
-- Lists are paged by the unit's number, so that it is part of every index that they are read by.
CREATE INDEX unit_rows_by_owner ON unit_rows (owner, unit);
CREATE INDEX unit_rows_by_custodian ON unit_rows (custodian, unit);
CREATE INDEX unit_rows_by_parent ON unit_rows (packed_in, unit) WHERE packed_in IS NOT NULL;
CREATE INDEX unit_rows_by_product ON unit_rows (product, unit) WHERE product IS NOT NULL;
CREATE INDEX unit_rows_by_lot ON unit_rows (product, lot, unit) WHERE lot IS NOT NULL;
CREATE INDEX unit_rows_by_serial ON unit_rows (serial) WHERE serial IS NOT NULL;
CREATE INDEX unit_rows_by_lot_alone ON unit_rows (lot, product) WHERE lot IS NOT NULL AND serial IS NULL;
CREATE INDEX unit_rows_by_hold ON unit_rows (hold, unit) WHERE hold IS NOT NULL;
-- Recalls before quarantines.
CREATE INDEX unit_rows_by_product_held ON unit_rows (product, hold DESC, unit) WHERE hold IS NOT NULL;
-- Labels are printed in the order of registration, those of an owner by product and by batch.
CREATE INDEX unit_rows_by_owner_product ON unit_rows (owner, product, lot, unit) WHERE product IS NOT NULL;
-- The held batches of a product, by which their pieces are found to be concerned.
CREATE INDEX unit_rows_by_held_lot ON unit_rows (product, lot, unit) WHERE hold IS NOT NULL AND serial IS NULL;

CREATE VIEW units AS
SELECT u.unit, n.chain, n.code, u.product, p.gtin, u.variant, u.lot, u.serial, u.sscc,
	(SELECT word FROM words WHERE number = u.kind) AS kind,
	(SELECT word FROM words WHERE number = u.mode) AS mode,
	u.quantity, u.remaining,
	(SELECT word FROM words WHERE number = u.measure) AS measure,
	o.account AS owner, u.owner AS owner_number,
	c.account AS custodian, u.custodian AS custodian_number,
	(SELECT word FROM words WHERE number = u.stage) AS stage,
	u.retain_until,
	(SELECT word FROM words WHERE number = u.hold) AS hold, u.hold AS hold_number,
	(SELECT account FROM accounts WHERE number = u.hold_by) AS hold_by,
	u.hold_reason, u.held_at, u.made_by,
	(SELECT code FROM unit_numbers WHERE unit = u.packed_in) AS packed_in, u.packed_in AS packed_in_unit,
	(SELECT account FROM accounts WHERE number = u.offered_to) AS offered_to,
	u.offer_expires_at, u.title_offer, u.service, u.registered_at, u.registered_time,
	CASE WHEN u.archived_digest IS NOT NULL THEN '0x' || lower(hex(u.archived_digest)) END AS archived_digest, u.unproven_right
FROM unit_rows u
JOIN unit_numbers n ON n.unit = u.unit
LEFT JOIN products p ON p.number = u.product
LEFT JOIN accounts o ON o.number = u.owner
LEFT JOIN accounts c ON c.number = u.custodian;

CREATE TABLE unit_event_rows (
	unit BIGINT NOT NULL,
	time BIGINT NOT NULL,
	block INTEGER NOT NULL,
	event INTEGER NOT NULL,
	by INTEGER,
	kind SMALLINT NOT NULL,
	other TEXT,
	detail TEXT NOT NULL,
	PRIMARY KEY (unit, block, event)
) WITHOUT ROWID;

CREATE VIEW unit_events AS
SELECT e.unit, n.chain, n.code, e.block, e.event, e.time,
	(SELECT word FROM words WHERE number = e.kind) AS kind,
	(SELECT account FROM accounts WHERE number = e.by) AS by,
	e.other, e.detail
FROM unit_event_rows e JOIN unit_numbers n ON n.unit = e.unit;

CREATE TABLE transformations (
	id BIGINT NOT NULL,
	chain SMALLINT NOT NULL,
	kind TEXT NOT NULL,
	by TEXT NOT NULL,
	block BIGINT NOT NULL,
	time BIGINT NOT NULL,
	yield_check TEXT,
	PRIMARY KEY (id, chain)
);

-- A quantity is in thousandths of what the batch is measured in.
CREATE TABLE transformation_input_rows (
	id BIGINT NOT NULL,
	unit BIGINT NOT NULL,
	quantity BIGINT,
	position INTEGER NOT NULL,
	chain SMALLINT NOT NULL,
	PRIMARY KEY (id, position, chain)
) WITHOUT ROWID;
CREATE INDEX transformation_input_rows_by_unit ON transformation_input_rows (unit, id);

CREATE VIEW transformation_inputs AS
SELECT i.id, i.chain, i.position, i.unit, n.code, i.quantity
FROM transformation_input_rows i JOIN unit_numbers n ON n.unit = i.unit;

CREATE TABLE transformation_output_rows (
	id BIGINT NOT NULL,
	unit BIGINT NOT NULL,
	position INTEGER NOT NULL,
	chain SMALLINT NOT NULL,
	PRIMARY KEY (id, position, chain)
) WITHOUT ROWID;
CREATE INDEX transformation_output_rows_by_unit ON transformation_output_rows (unit, id);

CREATE VIEW transformation_outputs AS
SELECT o.id, o.chain, o.position, o.unit, n.code
FROM transformation_output_rows o JOIN unit_numbers n ON n.unit = o.unit;

-- The prefixes of codes that are granted. None begins with another, so that a code lies under one at most: its key begins
-- with that of the prefix.
CREATE TABLE prefixes (
	key TEXT NOT NULL,
	chain SMALLINT NOT NULL,
	scheme TEXT NOT NULL,
	prefix TEXT NOT NULL,
	holder TEXT NOT NULL,
	until BIGINT,
	granted_at BIGINT NOT NULL,
	PRIMARY KEY (key, chain)
);
CREATE INDEX prefixes_by_holder ON prefixes (holder);
