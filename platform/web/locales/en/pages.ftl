# Texts of the pages.

ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
ago-moment = less than a minute ago

agreement-no = DISAGREES
agreement-none = no records
agreement-waiting = not compared yet
agreement-yes = agrees

awaited =
    .settled = Not settled yet
    .left_at = Still in the warehouse
    .signed_at = Not signed for yet
    .duty_paid = No duty recorded

barcode-batch = Batch
barcode-brand = Brand and model
barcode-compare = Compare the lot and serial number of your piece.
barcode-is-quarantined = isolated
barcode-is-recalled = recalled
barcode-lot = Batch or lot
barcode-lots = Batches and lots
barcode-more-held = There are more than these.
barcode-more-lots = There are more lots than these.
barcode-no-lots = Its pieces have serial numbers and no lots.
barcode-not-piece = This barcode names the product, not your piece.
barcode-number = Barcode
barcode-producer = Producer
barcode-product = Product
barcode-quarantined = Some of this product are quarantined
barcode-recalled = Some of this product are recalled
barcode-scan = Scan the QR code on the product, or type its serial number or its lot. That there are records of the product does not say that your piece is genuine.
barcode-search = Look up
barcode-serial = Serial number
barcode-units = Registered units:{ " " }

base-language = Language
base-name = Suyuan
base-other-language = 中文
base-site = Site
base-skip = Skip to content
base-standard = Shown by the information blocks and categories of DB4403/T 471-2024.
base-times = All times are China's (UTC+8). Personal data is on the chain as seals alone: this page cannot show it.

comment-about-missing = Choose what it is about.
comment-form-about = About
comment-form-message = What it is (1,000 characters at most; no personal data)
comment-form-send = Send
comment-kept = It is kept for whoever runs this platform, for the enterprises concerned and for the regulators.
comment-message-missing = Say what it is.
comment-no-text = There are characters in it that are no text.
comment-received = Received, thank you
comment-too-long = That is too long: 1,000 characters at most.
comment-too-often = That is too often: try again in a minute.

CommentSubject =
    .Satisfied = I am satisfied
    .Problem = Something is wrong with it
    .Counterfeit = I suspect a counterfeit
    .Other = Something else

complete-all = Every mandatory category of the standard is there:
complete-imported = Of these rest on what the owner entered for parties outside the chain:
complete-missing = Still missing:

customs = Customs
customs-none = Not declared so far.

declaration-agrees = agrees
declaration-declared = Declared
declaration-exporter = Exporter
declaration-loop = Order, goods, money
declaration-progress = Its way through customs
declaration-receipt = receipt
declaration-refuses = refuses
declaration-verdicts = What the departments say
declaration-after-release = After the release
declaration-changed-after-release = A document changed after the goods were released

documents = Documents
documents-from = From
documents-kept = The files are kept by who provides them; the SHA-256 on the chain proves that a file was not altered.
documents-none = None are registered.

entry-differences = Fields that disagree
entry-given = Every verdict ever given, those included that were revised
entry-goods = Goods
entry-heading = Heading
entry-held = Held goods: nothing is released before these holds end
entry-kind = Customs declaration
entry-list-kind = Customs list
entry-missing = Documents that are missing
entry-overrules = in place of another seat of the department
entry-quarantined = quarantined
entry-recalled = recalled
entry-units = Units in it
entry-waits-for = Departments that have yet to speak

event-declared-on-list = Put on a customs list

exception = Exception

found-nothing = Nothing was found: a part of an enterprise's name will do, brands and names of products are found by their beginning, and batches, serials and other numbers in full.
found-title = What was found
found-units = Products

feedback = Feedback
feedback-question = What do you have to say of this product?

genealogy-contents = Packed in it
genealogy-divided-into = Divided into
genealogy-none = No materials of it and nothing made of it are registered on the chain.
genealogy-packed-in = Packed in
genealogy-title = Where it comes from, what became of it
genealogy-used-make = Used to make
genealogy-unproven = The product has no norms of its yield: what came out was not checked against what went in.

hold-address = Address
hold-brand = Brand and model
hold-call = Whom to call
hold-call-authority = The market authority: in China call 12315; elsewhere the authority for consumers or product safety where you live.
hold-call-seller = Whoever sold it: for return, exchange or repair.
hold-contact = Contact of the producer
hold-hazard = What the hazard is
hold-hazard-unknown = It is of no kind known here: read below what the authority wrote, and ask it before you use the product.
hold-incomplete = There are too many materials or contents to look at all of them: other holds may concern this too.
hold-product = Product
hold-quarantine-later = Scan the code again later: whether it is released or recalled will show here.
hold-quarantine-of = Quarantined
hold-quarantine-related-title = QUARANTINED: something that this belongs to or was made of is being examined
hold-quarantine-stop = While it is being examined, don't use it, sell it or send it on.
hold-quarantine-title = QUARANTINED: don't use or sell it
hold-quarantined-by = Isolated by
hold-reason = Reason
hold-recall-harm = If it did harm, keep what proves it and tell the market authority where you live (in China call 12315).
hold-recall-of = Recalled
hold-recall-related-title = RECALLED: something that this belongs to or was made of. Stop using it now
hold-recall-return = Turn to whoever sold it for return, exchange or repair, and show this page.
hold-recall-stop = Stop using it and keep it away from others. Don't sell it, give it away or throw it out.
hold-recall-title = RECALLED: stop using it now
hold-recalled-by = Recalled by
hold-since = Since
hold-unregistered = This code is not registered, but what is held below may concern the product in your hand.
hold-which = Which product it is

home-heading = One code, the whole way
home-intro = Scan the QR code on the product, or type its trace code in: who made it, where it went, how it was cleared, who says so, and what was checked.
home-title = Where a product comes from
home-trust = Why believe it?
home-trust-admitted = Only enterprises that the regulators admitted under their real names can write, and every record says whose word it is.
home-trust-amended = What is written can't be altered or dropped. It can be amended, openly and with the reason.
home-trust-recomputed = Every record that is read from the chain is computed anew and held against the chain's own digest. What does not agree is said in red.
home-trust-sealed = Personal data, such as who received it, is never on the chain in clear.

journey = Journey
journey-alarm = alarm
journey-all = All of it
journey-amended = Amended
journey-amended-by = what holds is record { $number } of this block
journey-amends = Amends
journey-amends-record = record { $number } of this block, because:
journey-by-clearance = Written by the clearance
journey-done-by = Done by
journey-imported = Entered for another party
journey-imported-from = whose word it is:
journey-in-block = block
journey-not-shown = { $count ->
    [one] There is { $number } more record than is listed here:
   *[other] There are { $number } more records than are listed here:
}
journey-order = as it happened
journey-record = { $block } no. { $number }
journey-recorded = recorded
journey-said-by = Said by
journey-with = With

list-number = List number
list-separator = ,{ " " }

look-up = Look up

mandatory-information = Mandatory information

map-description = Sketch of the positions on the way; the list below has them in words
map-positions = Positions
map-sketch = A sketch: coasts alone, no borders of any kind.

participant-account = Account
participant-business = Business
participant-country = Registered in
participant-credit-code = Credit code
participant-department = Department
participant-documents = Documents
participant-history = Application and decisions
participant-kind = Kind
participant-nodes = Nodes
participant-partners = Partners
participant-reason = Reason
participant-status = Certification
participant-until = Certified until

participants = Participants

parties-admitted = All were admitted by the regulators' vote, under their real names, before they could write.
parties-custodian = Held by
parties-owner = Owner
parties-terms = terms, by their hash:
parties-title = Who took part
parties-title-chain = Chain of title

party-doubt = this party: { $status }
party-person = Natural person (identity sealed)
party-regulator = Regulator
party-regulator-of = Regulator ({ $department })

people-admitted = They may write once the regulators have admitted them under their real names.
people-next = Next

person-participant = Participant
person-units = Units that it owns, the latest

position = Position { $number }
position-accuracy = within { $amount } { $unit }
position-count = { $count ->
    [one] { $count } position
   *[other] { $count } positions
}

positions = Positions

product-barcode = Barcode
product-batch = Batch
product-left = { $whole }, { $left } left
product-origin = Origin
product-produced = Produced
product-producer = Producer
product-quantity = Quantity
product-serial = Serial
product-shelf-life = Shelf life
product-trace-kept-until = Trace kept until
product-used = { $whole }, all used

proof-by = By these regulators
proof-by-nobody = Who they are was not read yet.
proof-by-validators = The validators that make blocks final belong to:
proof-compared-at = compared at block
proof-covers = The digests cover what each record says, who wrote it, and their order. They don't cover the block and the time of a record, nor hand-overs, packing and origins, which are taken from final blocks. That records are as they were written does not mean that regulators vouch for what they say. Whoever doubts it computes it anew from any node.
proof-evidence = Evidence (offline)
proof-evidence-how = Who would trust neither this page nor this platform downloads the evidence: one file with which suyuan-verify proves offline, against the keys that the regulators publish, who owns and holds the unit, whether it is held back, and every record.
proof-final = The block is final
proof-final-block = The last final block read:
proof-label = QR label
proof-recomputed = computed again for this page
proof-records = { $count ->
    [one] { $number } record
   *[other] { $number } records
}
proof-this-page = This page
proof-tools = Data and labels
proof-unaltered = No record was added, dropped or altered
proof-unaltered-how = What a record says here is read from the very bytes that the chain hashed. Of each block, the digest of all its records was computed anew and held against the one that the chain keeps:

satisfied = Customer satisfied
satisfied-no = no
satisfied-yes = yes

prefix-holder = , held by{ " " }
prefix-label = The code lies under the prefix
prefix-unproven = Of unproven right:{ " " }
prefix-unproven-why = when the code was registered, no prefix on file gave its owner the right to it.

receiver-compared = Receiver compared
receiver-other = Sealed otherwise than the consignee of the order: look into it
receiver-same = The consignee of the order

scans = { $count ->
    [one] This code was looked up once
   *[other] { $readers ->
        [one] This code was looked up { $number } times by one reader
       *[other] This code was looked up { $number } times by { $persons } readers
    }
}
scans-end = .
scans-first = , first on{ " " }
scans-hint = A code that unusually many look up may have been copied. Previews, search engines and reloads are not counted.
scans-many = Those are many: the code may have been copied. Mind the packaging and where it was bought.
scans-none = This code was not looked up yet

search-label = Trace code, digits beneath the barcode, entry or list number; or a name, brand, batch or serial

shelf-life-days = { $count ->
    [one] { $days } day
   *[other] { $days } days
}
shelf-life-unlimited = Does not expire
shelf-life-until = until

shown-committed = Amount not shown (committed to)
shown-sealed = Sealed

stale = Mind: the last block read was made { $age }. What happened since, a recall too, may not show here. Time of that block:

trace-code = Trace code
trace-contents = On this page
trace-genealogy = Genealogy
trace-map = Map
trace-parties = Parties
trace-proof = Proof
trace-quarantined = QUARANTINED
trace-recalled = RECALLED

verdict-checked = Records checked against the chain
verdict-checked-sentence = The digest of its { $records } records was computed anew and equals the one on the chain, in a block made final by the regulators.
verdict-disagrees = Does NOT agree with the chain!
verdict-disagrees-sentence = The digest computed from these records is not the one on the chain: they may have been altered or be incomplete. Don't rely on this page, and tell whoever runs this platform.
verdict-empty = Nothing recorded yet
verdict-empty-sentence = The code is registered on the chain, and nobody has recorded anything of it so far.
verdict-waiting = Not checked yet
verdict-waiting-sentence = Its records were read, and not all compared with the chain yet. Load this page again in a moment.

what-to-do = What to do
what-was-checked = What was checked
