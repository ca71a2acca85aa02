-- The four information databases of the standard's trade chain, each beside its block, and the heads against which they
-- are verified.

-- The digest is that of our own replay; checked_at is the final block at which it was compared with the chain's head. A
-- block's categories are bits, in the order of its table of the standard.
CREATE TABLE head_rows (
	unit BIGINT NOT NULL,
	records INTEGER NOT NULL,
	last_at INTEGER NOT NULL,
	checked_at INTEGER,
	info_block SMALLINT NOT NULL,
	categories SMALLINT NOT NULL,
	imported SMALLINT NOT NULL,
	agrees SMALLINT,
	digest BLOB NOT NULL,
	PRIMARY KEY (unit, info_block)
) WITHOUT ROWID;
CREATE INDEX head_rows_unchecked ON head_rows (last_at) WHERE checked_at IS NULL;
CREATE INDEX head_rows_that_disagree ON head_rows (unit) WHERE agrees = 0;

CREATE VIEW heads AS
SELECT h.unit, n.chain, n.code,
	CASE h.info_block WHEN 0 THEN 'product' WHEN 1 THEN 'transaction' WHEN 2 THEN 'logistics' ELSE 'customs' END AS info_block,
	h.info_block AS place,
	h.records, h.categories, h.imported, '0x' || lower(hex(h.digest)) AS digest, h.last_at, h.checked_at, h.agrees
FROM head_rows h JOIN unit_numbers n ON n.unit = h.unit;

-- By which types the records of a runtime decode. What is kept of a record are the very bytes that the chain hashed, but
-- for the code that they begin with, which stands with the unit's number; what is shown of a record is read from them, and
-- what stands beside them is what it is found by.
CREATE TABLE runtimes (
	spec_version BIGINT NOT NULL,
	chain SMALLINT NOT NULL,
	since BIGINT NOT NULL,
	forms BLOB NOT NULL,
	PRIMARY KEY (spec_version, chain)
);

-- How many records of a category a day brought, UTC. Of positions, which are none of the categories, the name is empty.
CREATE TABLE record_days (
	day BIGINT NOT NULL,
	info_block TEXT NOT NULL,
	category TEXT NOT NULL,
	chain SMALLINT NOT NULL,
	records BIGINT NOT NULL,
	PRIMARY KEY (day, info_block, category, chain)
);

-- 产品信息数据库
CREATE TABLE product_record_rows (
	unit BIGINT NOT NULL,
	record_index INTEGER NOT NULL,
	block INTEGER NOT NULL,
	provider INTEGER NOT NULL,
	superseded_by INTEGER,
	brand INTEGER,
	model INTEGER,
	barcode INTEGER,
	producer INTEGER,
	category SMALLINT,
	batch TEXT,
	record BLOB NOT NULL,
	PRIMARY KEY (unit, record_index)
) WITHOUT ROWID;
CREATE INDEX product_record_rows_by_brand ON product_record_rows (brand) WHERE brand IS NOT NULL;
CREATE INDEX product_record_rows_by_model ON product_record_rows (model) WHERE model IS NOT NULL;
CREATE INDEX product_record_rows_by_batch ON product_record_rows (batch) WHERE batch IS NOT NULL;
CREATE INDEX product_record_rows_by_producer ON product_record_rows (producer) WHERE producer IS NOT NULL;

CREATE VIEW product_records AS
SELECT r.unit, n.chain, n.code, r.record_index,
	(SELECT word FROM words WHERE number = r.category) AS category,
	(SELECT account FROM accounts WHERE number = r.provider) AS provider,
	r.superseded_by, r.block, r.record,
	brand.name AS brand,
	model.name AS model,
	(SELECT gtin FROM products WHERE number = r.barcode) AS barcode,
	r.batch,
	producer.name AS producer
FROM product_record_rows r JOIN unit_numbers n ON n.unit = r.unit
LEFT JOIN names brand ON brand.number = r.brand
LEFT JOIN names model ON model.number = r.model
LEFT JOIN names producer ON producer.number = r.producer;

-- 交易信息数据库
CREATE TABLE transaction_record_rows (
	unit BIGINT NOT NULL,
	amount BIGINT,
	record_index INTEGER NOT NULL,
	block INTEGER NOT NULL,
	provider INTEGER NOT NULL,
	superseded_by INTEGER,
	product_name INTEGER,
	platform INTEGER,
	merchant INTEGER,
	category SMALLINT,
	currency SMALLINT,
	order_number TEXT,
	record BLOB NOT NULL,
	PRIMARY KEY (unit, record_index)
) WITHOUT ROWID;
CREATE INDEX transaction_record_rows_by_product_name ON transaction_record_rows (product_name) WHERE product_name IS NOT NULL;
CREATE INDEX transaction_record_rows_by_order_number ON transaction_record_rows (order_number) WHERE order_number IS NOT NULL;

CREATE VIEW transaction_records AS
SELECT r.unit, n.chain, n.code, r.record_index,
	(SELECT word FROM words WHERE number = r.category) AS category,
	(SELECT account FROM accounts WHERE number = r.provider) AS provider,
	r.superseded_by, r.block, r.record,
	product_name.name AS product_name,
	(SELECT name FROM names WHERE number = r.platform) AS platform,
	r.order_number,
	(SELECT name FROM names WHERE number = r.merchant) AS merchant,
	r.amount,
	(SELECT word FROM words WHERE number = r.currency) AS currency
FROM transaction_record_rows r JOIN unit_numbers n ON n.unit = r.unit
LEFT JOIN names product_name ON product_name.number = r.product_name;

-- 物流信息数据库
CREATE TABLE logistics_record_rows (
	unit BIGINT NOT NULL,
	record_index INTEGER NOT NULL,
	block INTEGER NOT NULL,
	provider INTEGER NOT NULL,
	superseded_by INTEGER,
	carrier INTEGER,
	category SMALLINT,
	waybill TEXT,
	delivery_number TEXT,
	record BLOB NOT NULL,
	PRIMARY KEY (unit, record_index)
) WITHOUT ROWID;
CREATE INDEX logistics_record_rows_by_carrier ON logistics_record_rows (carrier) WHERE carrier IS NOT NULL;
CREATE INDEX logistics_record_rows_by_waybill ON logistics_record_rows (waybill) WHERE waybill IS NOT NULL;
CREATE INDEX logistics_record_rows_by_delivery_number ON logistics_record_rows (delivery_number) WHERE delivery_number IS NOT NULL;

CREATE VIEW logistics_records AS
SELECT r.unit, n.chain, n.code, r.record_index,
	(SELECT word FROM words WHERE number = r.category) AS category,
	(SELECT account FROM accounts WHERE number = r.provider) AS provider,
	r.superseded_by, r.block, r.record,
	carrier.name AS carrier,
	r.waybill,
	r.delivery_number
FROM logistics_record_rows r JOIN unit_numbers n ON n.unit = r.unit
LEFT JOIN names carrier ON carrier.number = r.carrier;

-- 通关信息数据库
CREATE TABLE customs_record_rows (
	unit BIGINT NOT NULL,
	record_index INTEGER NOT NULL,
	block INTEGER NOT NULL,
	provider INTEGER NOT NULL,
	superseded_by INTEGER,
	status_code INTEGER,
	category SMALLINT,
	status SMALLINT,
	entry_number TEXT,
	record BLOB NOT NULL,
	PRIMARY KEY (unit, record_index)
) WITHOUT ROWID;
CREATE INDEX customs_record_rows_by_entry_number ON customs_record_rows (entry_number) WHERE entry_number IS NOT NULL;

CREATE VIEW customs_records AS
SELECT r.unit, n.chain, n.code, r.record_index,
	(SELECT word FROM words WHERE number = r.category) AS category,
	(SELECT account FROM accounts WHERE number = r.provider) AS provider,
	r.superseded_by, r.block, r.record,
	r.entry_number,
	(SELECT word FROM words WHERE number = r.status) AS status,
	r.status_code
FROM customs_record_rows r JOIN unit_numbers n ON n.unit = r.unit;
