# Names of values, by their type on the chain.

UnitKind =
    .Item = Single product
    .Batch = Batch of products
    .LogisticUnit = Logistic unit
    .Service = Service

TraceMode =
    .FullChain = Full supply chain
    .Manufacturer = Back to the manufacturer
    .Trader = Back to the trader

Stage =
    .Open = Trace in progress
    .Closed = Trace complete
    .Archived = Archived

InfoBlock =
    .product = Product
    .transaction = Transaction
    .logistics = Logistics
    .customs = Customs

Category =
    .RawMaterials = Materials and parts
    .Production = Production
    .Features = Product features
    .ProductCode = Product code
    .Order = Order
    .Receipt = Cross-border receipt
    .TradedProductCode = Product code, as traded
    .Tally = Tally
    .Transport = Transport
    .Storage = Storage
    .Delivery = Delivery
    .DeliveryException = Delivery exceptions
    .Declaration = Customs declaration
    .Status = Customs status

UnitEvent =
    .Registered = Registered
    .Transformed = Used to make others
    .Made = Made
    .Packed = Packed
    .Unpacked = Unpacked
    .CustodyOffered = Custody offered
    .CustodyAccepted = Custody handed over
    .CustodyCancelled = Handover cancelled
    .Quarantined = Quarantined
    .Released = Quarantine ended
    .Recalled = Recalled
    .RecallEnded = Recall ended
    .Served = Service step
    .FeedbackGiven = Customer feedback
    .ServiceEnded = Service ended
    .Closed = Trace closed
    .Archived = Archived
    .Declared = Put on a declaration

Transformation =
    .Transform = Made of
    .Split = Divided from

ScreeningOutcome =
    .Passed = Passed
    .PassedAfterOpening = Passed after opening
    .HeldBack = Held back

TransportMode =
    .Water = By water
    .Rail = By rail
    .Road = By road
    .Air = By air
    .Mail = By mail
    .Multimodal = Multimodal
    .Other = Other mode

DeliveryException =
    .NoneOccurred = None occurred
    .Damage = Damaged in transport
    .Loss = Lost
    .DetentionAtDestination = Detained at destination
    .Disposal = Disposed of
    .Transfer = Moved to another warehouse
    .Rma = Return authorised (RMA)
    .Return = Returned
    .ReverseLogistics = Reverse logistics

CustomsStatus =
    .Declared = Declared
    .Received = Received
    .ManualReview = Manual review
    .Inspection = Inspection
    .Detained = Detained
    .Concluded = Concluded
    .Released = Released
    .Closed = Closed
    .Rejected = Rejected
    .Returned = Returned
    .Cancelled = Cancelled

LoopState =
    .Open = Not complete yet
    .Matched = All agree
    .Mismatch = Do not agree

SupervisionMode =
    .General = 0110 general trade
    .MarketProcurement = 1039 market procurement
    .DirectToConsumer = 9610 direct to the consumer
    .DirectToBusiness = 9710 direct to a business
    .OverseasWarehouse = 9810 to an overseas warehouse
    .BondedZone = 1210 through a bonded zone

ParticipantKind =
    .TradeEntity = Trade entity
    .LogisticsEnterprise = Logistics enterprise
    .FinancialInstitution = Financial institution
    .Regulator = Regulator
    .ServicePlatform = Service platform
    .ConsumerOrOther = Consumer or other

Business =
    .FinalConsumer = Final consumer
    .ECommercePlatform = E-commerce platform
    .ECommerceEnterprise = E-commerce enterprise
    .Manufacturer = Manufacturer
    .Trader = Trader
    .Pickup = Pickup
    .Carrier = Carrier
    .SortingAndWarehousing = Sorting and warehousing
    .CustomsBroker = Customs broker
    .PortOperator = Port operator
    .InternationalLogistics = International logistics
    .OverseasClearance = Overseas clearance
    .OverseasWarehousing = Overseas warehousing
    .OverseasDelivery = Overseas delivery
    .Bank = Bank
    .ThirdPartyPayment = Third-party payment
    .Insurer = Insurer
    .SupplyChainFinance = Supply-chain finance
    .OtherFinancial = Other financial institution
    .Commerce = Commerce
    .Customs = Customs
    .ForeignExchange = Foreign exchange
    .Tax = Tax
    .PortOffice = Port office
    .MarketSupervision = Market supervision
    .ComprehensiveServicePlatform = Comprehensive service platform
    .CodeHolder = Holder of a code

Department =
    .Commerce = Commerce
    .Customs = Customs
    .ForeignExchange = Foreign exchange
    .Tax = Tax
    .PortOffice = Port office
    .MarketSupervision = Market supervision

NodeKind =
    .Manufacturer = Manufacturer
    .DomesticProcurement = Domestic procurement
    .TradingPlatform = Trading platform
    .CrossBorderCollection = Cross-border collection
    .PickupAndConsolidation = Pickup and consolidation
    .TallyAndPicking = Tally and picking
    .InternationalTransport = International transport
    .OverseasWarehousing = Overseas warehousing
    .OverseasClearanceAndDelivery = Overseas clearance and delivery
    .PortClearance = Port clearance

ParticipantStatus =
    .Applied = Applied
    .Active = Certified
    .Suspended = Suspended
    .Revoked = Revoked
    .Withdrawn = Withdrawn
    .Rejected = Rejected

MeasureUnit =
    .Piece = { $count ->
        [one] piece
       *[other] pieces
    }
    .Pair = { $count ->
        [one] pair
       *[other] pairs
    }
    .Set = { $count ->
        [one] set
       *[other] sets
    }
    .Carton = { $count ->
        [one] carton
       *[other] cartons
    }
    .Kilogram = kg
    .Litre = L
    .Metre = m
    .SquareMetre = m²
    .CubicMetre = m³

EvidenceKind =
    .BusinessLicence = Business licence
    .ProductionLicence = Production licence
    .Certificate = Certificate
    .CertificateOfOrigin = Certificate of origin
    .TestReport = Test report
    .ReceiptVoucher = Receipt voucher
    .SettlementVoucher = Settlement voucher
    .DutyPaid = Proof of duty paid
    .Picture = Picture or film
    .Other = Other document

PositionSystem =
    .Pas = Precision network (PAS)
    .Bds = BeiDou (BDS)
    .Gps = GPS
