-- The four information databases of the standard's trade chain, each beside its block, and the heads against which they
-- are verified.

-- The digest is that of our own replay; checked_at is the final block at which it was compared with the chain's head.
CREATE TABLE heads (
	code TEXT NOT NULL,
	info_block TEXT NOT NULL,
	records BIGINT NOT NULL,
	categories TEXT NOT NULL,
	imported TEXT NOT NULL,
	digest TEXT NOT NULL,
	last_at BIGINT NOT NULL,
	checked_at BIGINT,
	agrees BIGINT,
	PRIMARY KEY (code, info_block)
) WITHOUT ROWID;
CREATE INDEX heads_unchecked ON heads (last_at) WHERE checked_at IS NULL;
CREATE INDEX heads_that_disagree ON heads (code) WHERE agrees = 0;

-- By which types the records of a runtime decode. What is kept of a record are the very bytes that the chain hashed, and
-- what is shown of it is read from them; what stands beside them is what it is found by.
CREATE TABLE runtimes (
	spec_version BIGINT NOT NULL PRIMARY KEY,
	since BIGINT NOT NULL,
	forms BLOB NOT NULL
);

-- How many records of a category a day brought, UTC. Of positions, which are none of the categories, the name is empty.
CREATE TABLE record_days (
	day BIGINT NOT NULL,
	info_block TEXT NOT NULL,
	category TEXT NOT NULL,
	records BIGINT NOT NULL,
	PRIMARY KEY (day, info_block, category)
);

-- 产品信息数据库
CREATE TABLE product_records (
	code TEXT NOT NULL,
	record_index BIGINT NOT NULL,
	category TEXT,
	provider TEXT NOT NULL,
	superseded_by BIGINT,
	block BIGINT NOT NULL,
	record BLOB NOT NULL,
	brand TEXT,
	model TEXT,
	barcode TEXT,
	batch TEXT,
	producer TEXT,
	PRIMARY KEY (code, record_index)
) WITHOUT ROWID;
CREATE INDEX product_records_by_brand ON product_records (brand) WHERE brand IS NOT NULL;
CREATE INDEX product_records_by_model ON product_records (model) WHERE model IS NOT NULL;
CREATE INDEX product_records_by_barcode ON product_records (barcode) WHERE barcode IS NOT NULL;
CREATE INDEX product_records_by_batch ON product_records (batch) WHERE batch IS NOT NULL;
CREATE INDEX product_records_by_producer ON product_records (producer) WHERE producer IS NOT NULL;

-- 交易信息数据库
CREATE TABLE transaction_records (
	code TEXT NOT NULL,
	record_index BIGINT NOT NULL,
	category TEXT,
	provider TEXT NOT NULL,
	superseded_by BIGINT,
	block BIGINT NOT NULL,
	record BLOB NOT NULL,
	product_name TEXT,
	platform TEXT,
	order_number TEXT,
	merchant TEXT,
	amount BIGINT,
	currency TEXT,
	PRIMARY KEY (code, record_index)
) WITHOUT ROWID;
CREATE INDEX transaction_records_by_product_name ON transaction_records (product_name) WHERE product_name IS NOT NULL;
CREATE INDEX transaction_records_by_platform ON transaction_records (platform) WHERE platform IS NOT NULL;
CREATE INDEX transaction_records_by_order_number ON transaction_records (order_number) WHERE order_number IS NOT NULL;
CREATE INDEX transaction_records_by_merchant ON transaction_records (merchant) WHERE merchant IS NOT NULL;

-- 物流信息数据库
CREATE TABLE logistics_records (
	code TEXT NOT NULL,
	record_index BIGINT NOT NULL,
	category TEXT,
	provider TEXT NOT NULL,
	superseded_by BIGINT,
	block BIGINT NOT NULL,
	record BLOB NOT NULL,
	carrier TEXT,
	waybill TEXT,
	delivery_number TEXT,
	PRIMARY KEY (code, record_index)
) WITHOUT ROWID;
CREATE INDEX logistics_records_by_carrier ON logistics_records (carrier) WHERE carrier IS NOT NULL;
CREATE INDEX logistics_records_by_waybill ON logistics_records (waybill) WHERE waybill IS NOT NULL;
CREATE INDEX logistics_records_by_delivery_number ON logistics_records (delivery_number) WHERE delivery_number IS NOT NULL;

-- 通关信息数据库
CREATE TABLE customs_records (
	code TEXT NOT NULL,
	record_index BIGINT NOT NULL,
	category TEXT,
	provider TEXT NOT NULL,
	superseded_by BIGINT,
	block BIGINT NOT NULL,
	record BLOB NOT NULL,
	entry_number TEXT,
	status TEXT,
	status_code BIGINT,
	PRIMARY KEY (code, record_index)
) WITHOUT ROWID;
CREATE INDEX customs_records_by_entry_number ON customs_records (entry_number) WHERE entry_number IS NOT NULL;
