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

problem-unavailable = The platform can't answer just now
    .explanation = It is busy or has just begun to run, which says nothing of the product.
    .advice-1 = Load this page again in a moment.

problem-timed-out = The platform did not answer in time
    .explanation = That is our fault and says nothing of the product.
    .advice-1 = Load this page again in a moment.
