# The page of each kind of problem: its title, what happened, what to do.

problem-malformed-trace-code = This is no trace code
    .explanation = A trace code is the path of a GS1 Digital Link, such as 01/06901234567892/21/SN-0001.
    .advice-1 = Scan the QR code on the product.
    .advice-2 = If you type it, take in what stands in brackets too.

problem-wrong-check-digit = The check digit is wrong
    .explanation = The last digit of the barcode does not go with the others: one was mistyped or misread, or the code was made up.
    .advice-1 = Scan again, or compare the digits beneath the bars.
    .advice-2 = If the label has it so, turn to whoever sold it.

problem-malformed-request = Something in this link is wrong
    .explanation = A parameter of the link is not known, or what was sent is not complete.
    .advice-1 = Go to the first page and type in again what you look for.
    .advice-2 = If you write a program, /api/docs says what each parameter takes.

problem-unauthorized = This needs a token
    .explanation = What is here is not open to the public.
    .advice-1 = Ask whoever runs this platform for a token, and have a program send it along.

problem-forbidden = This is not open to you
    .explanation = The token that was sent does not open this.
    .advice-1 = Ask whoever runs this platform for one that does.

problem-cross-site = This form came from another site
    .explanation = So that nobody sends forms by your browser, only those of this site's own pages are taken.
    .advice-1 = Open the product's page here, and send it from there.

problem-unknown-code = This code is not registered
    .explanation = No product, batch or logistic unit on the chain has it.
    .advice-1 = Compare it with the label, letter by letter.
    .advice-2 = If it was registered just now, wait a few seconds.
    .advice-3 = If it is just what the label says, the label may be a forgery: don't use the product, and turn to whoever sold it.

problem-unknown-product = No unit of this product is registered here
    .explanation = A barcode names a product and not a piece of it. Many products are not traced: that none is found says nothing of whether it is genuine.
    .advice-1 = If the product has a QR code, scan that.
    .advice-2 = Compare the digits beneath the bars.

problem-names-product = This code names a product
    .explanation = What is needed is the code of a piece or of a batch, not the barcode of the product.
    .advice-1 = Add the serial number or the lot.

problem-nothing-to-print = All labels are printed already
    .explanation = Every label of these was printed before.
    .advice-1 = To print them again, name the run and a reason.

problem-reprint-needs-reason = A reprint needs a reason
    .explanation = Labels that were printed before are printed again for a reason alone.
    .advice-1 = Say why they are printed again.

problem-unknown-key = There is nothing here
    .explanation = The link may be wrong, or what it asks for is not there.
    .advice-1 = Go to the first page and type in a trace code.

problem-unknown-link-type = There is no such link
    .explanation = This trace code has no link of the type that was asked for.
    .advice-1 = Leave linkType out of the link to see the product's page.

problem-no-such-route = There is no such page
    .explanation = The link may be wrong, or the page may be gone.
    .advice-1 = Go to the first page and type in a trace code.

problem-wrong-method = This can't be sent here
    .explanation = This address can only be looked at, or takes only what a program sends.
    .advice-1 = Go to the first page and begin there.

problem-not-acceptable = There is no such format
    .explanation = What is here can be had as a page, as JSON or as a set of links, and not as was asked for.
    .advice-1 = Open the link in a browser.

problem-too-slow = This came too slowly
    .explanation = The request did not arrive whole and in time.
    .advice-1 = Look at the connection, then try again.

problem-too-large = This is too large
    .explanation = More was sent than is taken at a time.
    .advice-1 = Send less at a time.

problem-wrong-media-type = This can't be read
    .explanation = What was sent is of a format that is not read here.
    .advice-1 = Send it by the form on the page here.

problem-too-many-requests = Too many requests
    .explanation = Too much was asked from your network in a short time.
    .advice-1 = Wait a moment, then try again.

problem-internal = The platform can't answer just now
    .explanation = That is our fault and says nothing of the product.
    .advice-1 = Load this page again in a moment.

problem-no-evidence = No evidence can be made now
    .explanation = Evidence is made from a node of the chain, which is away, or ahead of what the platform has read.
    .advice-1 = Try again in a moment.

problem-archived = This unit was archived
    .explanation = It was kept for as long as it had to be. The chain's state, which a file of evidence proves, has it no more.
    .advice-1 = Open its page: every record of it is there.

problem-unavailable = The platform can't answer just now
    .explanation = It is busy or has just begun to run, which says nothing of the product.
    .advice-1 = Load this page again in a moment.

problem-timed-out = The platform did not answer in time
    .explanation = That is our fault and says nothing of the product.
    .advice-1 = Load this page again in a moment.

problem-malformed-envelope = This is no envelope
    .explanation = What was sent is no envelope of the vault, or grants in it contradict each other.
    .advice-1 = If you write a program, /api/docs says what an envelope and a grant have.

problem-unsigned = This request is not signed
    .explanation = The vault answers requests alone that an account of the chain signed.
    .advice-1 = Have your program sign method, path and body, for this chain.

problem-statement-expired = The signature is too old
    .explanation = A signed request is good for five minutes at most.
    .advice-1 = Look at the clock of your machine, and sign it again.

problem-nonce-used = This request came before
    .explanation = A signed request is taken once.
    .advice-1 = Sign it again, with a new nonce.

problem-not-in-force = The account may not do this now
    .explanation = It is not admitted to the chain, or its admission is suspended, revoked or expired.
    .advice-1 = Ask the regulators why, or for a renewal.

problem-no-such-commitment = The chain has no such commitment
    .explanation = The vault keeps only what stands on the chain as a commitment.
    .advice-1 = Record the field on the chain first, and wait until it is final.

problem-already-kept = This is kept already
    .explanation = For a commitment one envelope is kept.
    .advice-1 = Grant it to further readers.

problem-unknown-record = Nothing is kept here
    .explanation = For this commitment the vault has no envelope.
    .advice-1 = Ask the owner of the goods.

problem-erased = This was erased
    .explanation = Content, keys and salt are gone. What stands on the chain is a random number.
    .advice-1 = Nobody can bring it back.

problem-not-owner = This is another's
    .explanation = Only the owner of a record grants, revokes and erases it, and sees who read it.
    .advice-1 = Ask the owner.

problem-too-many-grants = Too many grants
    .explanation = A record may be granted to 64 readers.
    .advice-1 = Grant it to fewer.

problem-no-grant = This was not granted to you
    .explanation = Only those read it to whom the owner granted it.
    .advice-1 = Ask the owner for a grant.

problem-grant-revoked = The grant was revoked
    .explanation = The owner took back what was granted.
    .advice-1 = Ask the owner.

problem-grant-not-begun = The grant has not begun
    .explanation = It opens at a later time.
    .advice-1 = Come back then.

problem-grant-ended = The grant has ended
    .explanation = Its time is over.
    .advice-1 = Ask the owner for another.

problem-reads-used-up = The reads are used up
    .explanation = The grant was for so many reads, which took place.
    .advice-1 = Ask the owner for more.

problem-wrong-purpose = Another purpose was granted
    .explanation = A grant is for one purpose, which stands in the log.
    .advice-1 = Read it for the purpose of the grant.

problem-no-custody = You do not hold the goods
    .explanation = The address opens for those who accepted custody of the goods.
    .advice-1 = Accept custody on the chain, and wait until it is final.

problem-custody-ended = Your custody has ended
    .explanation = The goods were delivered or passed on, and the days after it are over.
    .advice-1 = Ask the owner for a grant.

problem-not-department = This is for departments
    .explanation = By law a department reads, by the account that holds its seat.
    .advice-1 = Ask for a grant as a participant.

problem-not-read = You have not read this
    .explanation = A finding is taken from those alone who read the record.
    .advice-1 = Read it first.

problem-no-vault = This platform keeps no vault
    .explanation = Sealed fields are kept elsewhere.
    .advice-1 = Ask whoever runs this platform.

problem-by-law = A department reads this by law
    .explanation = While a department holds its seat, its owner takes nothing back from it. Each of its reads stands in the owner's log.
    .advice-1 = Look into the log of the record.
