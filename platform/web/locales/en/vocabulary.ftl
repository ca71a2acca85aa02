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
    .OfferReaped = Offer of custody expired
    .CustodyReassigned = Custody reassigned by order
    .UnpackedByOrder = Unpacked by order
    .Quarantined = Quarantined
    .Released = Quarantine ended
    .Recalled = Recalled
    .HoldExtended = Hold extended to it
    .RecallEnded = Recall ended
    .Served = Service step
    .FeedbackGiven = Customer feedback
    .ServiceEnded = Service ended
    .CodeReassigned = Code given to whom it belongs
    .Closed = Trace closed
    .ClosedByOrder = Trace closed by order
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
    .SelfStated = Agree, by one party's word alone
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

Hazard =
    .Fire = It may overheat, burn or explode
    .Shock = It may give an electric shock
    .Choking = It may choke or suffocate, children above all
    .Injury = It may break, cut or pinch
    .Chemical = It contains harmful substances
    .Contamination = It may be contaminated or spoiled
    .Allergen = It may cause an allergic reaction
    .Counterfeit = It may be a counterfeit that nobody tested

HazardAdvice =
    .Fire = Unplug it at once and don't charge it. Keep it away from what burns and from children, and don't open it.
    .Shock = Pull the plug at once, and touch no bare part.
    .Choking = Take it away from children at once.
    .Injury = Don't handle or assemble it any more, and collect the pieces.
    .Chemical = Don't eat it, put it on or touch it for long. Wash your hands, and see a doctor if you feel unwell.
    .Contamination = Don't eat it. If you did and feel unwell, see a doctor and keep the packaging.
    .Allergen = If you are allergic, don't eat or touch it. See a doctor if symptoms show.
    .Counterfeit = Don't use it, and keep the proof of purchase.

HoldRelation =
    .Itself = this very product
    .Batch = the batch that it belongs to
    .Container = the logistic unit that it lies in
    .Contents = something that is packed in it
    .Material = a material or part that it was made of
    .Product = a batch of the same product: compare it with the batch on your label

Disagreement =
    .OrderLines = Amount of the order and sum of its lines
    .ReceiptCurrency = Currency of the receipts
    .ReceivedAmount = Amount received
    .DeclaredCurrency = Currency of the declaration
    .DeclaredValue = Value declared
    .Packages = Number of packages
    .GrossWeight = Gross weight

DisagreementSide =
    .amount = Amount of the order
    .lines = Sum of the lines
    .ordered = Order
    .received = Receipts
    .declared = Declaration
    .carried = Waybills

MissingDocument =
    .Order = Order
    .Receipt = Receipt
    .Declaration = Declaration
    .AnyWaybill = Waybill (there is none at all)
    .Waybill = Waybill

MissingDetail =
    .outstanding = Still to be received
    .waybill = Waybill number

ParticipantEvent =
    .Applied = Applied
    .Withdrawn = Application withdrawn
    .Rejected = Application turned down
    .Admitted = Admitted
    .Suspended = Suspended
    .Reinstated = Reinstated
    .Revoked = Revoked
    .Renewed = Admission extended

FoundBy =
    .Serial = Serial
    .Batch = Batch
    .Brand = Brand
    .Model = Model
    .Producer = Producer
    .ProductName = Product
    .Order = Order number
    .Waybill = Waybill number
    .Delivery = Delivery number
    .Carrier = Carrier
