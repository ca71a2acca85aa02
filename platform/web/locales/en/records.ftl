# Fields of records, by their type on the chain.

RawMaterials =
    .name = Main material
    .supplier = Supplier
    .address = Address
    .contact = Contact
    .quality = Quality
    .produced_at = Produced or packed
    .shelf_life = Shelf life

Production =
    .producer = Producer
    .country = Country or region
    .produced_at = Produced
    .address = Address
    .contact = Contact
    .licence = Production licence

Features =
    .brand = Brand
    .model = Model
    .shelf_life = Shelf life
    .certificates = Certificates
    .certificate_of_origin = Certificate of origin
    .test_reports = Test reports

ProductCode =
    .barcode = Barcode (GTIN)
    .batch = Batch

OrderKey =
    .platform = Platform code
    .merchant = Merchant code
    .number = Order number

ReceiptKey =
    .order = Order paid
    .institution = Collecting institution
    .number = Payment number

OrderLine =
    .product_name = Product
    .quantity = Quantity
    .total = Total

Order =
    .product_name = Product
    .ordered_at = Ordered
    .platform = Trading platform
    .amount = Amount
    .ship_to = Shipping address
    .consignee = Consignee
    .contact = Contact
    .key = Order reference
    .lines = Transaction list

Receipt =
    .product_name = Product
    .received_at = Received
    .amount = Amount received
    .settled = Amount settled
    .settled_at = Settled
    .payee = Payee
    .key = Receipt reference
    .receipt_voucher = Receipt voucher
    .settlement_voucher = Settlement voucher
    .reversal_voucher = Reversal voucher

Screening =
    .site = Site
    .screened_at = Screened
    .outcome = Outcome

Loading =
    .vehicle = Vehicle
    .loaded_at = Loaded

Tally =
    .screening = Security screening
    .loading = Loading

WaybillKey =
    .company = Logistics company code
    .number = Waybill number

Waybill =
    .key = Waybill reference
    .packages = Packages
    .gross_weight = Gross weight
    .freight = Freight
    .insurance = Insurance

Transport =
    .carrier = Carrier
    .mode = Mode
    .departure = From
    .destination = To
    .shipper = Shipper
    .waybill = Waybill

Storage =
    .warehouse = Warehouse
    .address = Address
    .mode = Kind of storage
    .entered_at = Entered
    .left_at = Left
    .temperature = Temperature
    .humidity = Humidity

Delivery =
    .company = Logistics company
    .number = Logistics number
    .delivery_number = Delivery number
    .courier = Courier
    .receiver = Receiver
    .place = Place of receipt
    .vehicle = Vehicle
    .signed_at = Signed for

ExceptionDetails =
    .found_at = Found
    .note = What happened
    .evidence = Evidence

DeclaredLine =
    .hs_code = HS code
    .product_name = Product
    .quantity = Quantity
    .value = Value
    .origin = Origin

DutyPaid =
    .amount = Amount
    .paid_at = Paid
    .voucher = Voucher

Declaration =
    .entry_number = Entry number
    .port_of_departure = Port of departure
    .port_of_arrival = Port of arrival
    .declared_at = Declared
    .released_at = Released
    .lines = Declaration list
    .duty_paid = Duty paid

StatusChange =
    .status = Status
    .code = Receipt code
    .entry_number = Entry number
    .changed_at = Changed

UnitEventDetail =
    .reason = Reason
    .step = Step
    .note = Note
    .after_steps = Steps taken by then
    .shelf_life = Shelf life
    .retain_until = Trace kept until
    .expires_at = Offer stands until
    .digest = Digest
    .entry_number = Entry number

Heading =
    .mode = Supervision mode
    .port_of_departure = Port of departure
    .port_of_arrival = Port of arrival
    .destination = Destination
    .declared_at = Declared
    .order = Order reference
    .waybills = Waybill reference
    .packages = Packages
    .gross_weight = Gross weight

Lines =
    .lines = Goods
