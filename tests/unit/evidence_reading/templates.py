"""Confirmations in the layouts of shop programs, filled in: how others lay out such mails."""

from datetime import date

from tests.unit.evidence_reading.papers import EMAIL, PDF, TEXT, Paper, mail, placed_pdf, text

_LONG_FORM = """Dear Sam Rivers,

We are pleased to confirm your recent purchase. Here is what you ordered:

Order Number: 7781-OX
Date of Purchase: 10/14/2026

Order Summary:
Oxford shirt - 2 x $30.00 = $60.00
Belt - 1 x $18.00 = $18.00

Shipping: $5.00
Taxes: $6.24
Discounts: $3.00
Total: $86.24

Estimated Delivery Date: 10/20/2026
Payment Method: Visa
Total Amount Paid: $86.24 USD

Questions? Call 555-0100 or write to care@shirts.example.
"""

_SECTIONS = """Hello Sam,

We have your order and will begin to work on it shortly.

-----Order Summary-----
Customer ID: 90121
Email: sam@example.org
Order Number: 1002334
Ordered On: 2026-10-02 14:22:31
Ordered By: Sam Rivers
Order Status: Pending

-----Ship From-----
Lauras Jewels
12333 Harbour Blvd
Largo, FL 33773

-----Order Info-----
Item           Description                   Quantity  Price
LJ-200         Bracelet, silver              1         $42.00

Subtotal: $42.00
Tax: $2.94
Shipping/Handling: $6.95 (estimate)
Discounts: $0.00 (estimate)
Total: $51.89
"""

_SHORT = """<html><body><h1>Order Confirmation #4451</h1>
<p>Thanks for your order! We are preparing it for shipment.</p>
<p><strong>Total:</strong> £1,204.00</p><p>We will tell you once it is on the way.</p></body>
</html>"""

_GERMAN_SHORT = """Herzlichen Dank für Ihre bei uns eingegangene Bestellung.

Die Bestellnummer ist: 300418.

2x Teekanne Glas   je 17,95 EUR

Versandart: DHL
Gesamtsumme: 39,90 EUR

Rechnungsadresse:
Sam Rivers
"""

_METHOD = """Hello Sam Rivers,

This is a confirmation of your Pantry order:

Order Number: F0A9C2D7
Order Date: Oct. 10, 2026, 2:05 p.m.

Subtotal: £20.00
Delivery: Standard (3-5 days) - £3.00
Total:    £23.00

Shipping address:
  12 Canal Street
"""

_ITEMS_AT = """Hi Sam,

Thank you for your order!

Order Number: 5B2E88F1
Order Date: 03 Oct 2026, 09:15

Delivery Method: Express - €9.90

Order Summary:
--------------------------------------
Lamp (x2) @ €20.00 each
--------------------------------------
Order Total: €40.00
Delivery: €9.90
Grand Total: €49.90
"""

_CARDS = """<div><p>✅ <strong>Order Confirmed!</strong> We've got it.</p></div>
<div><h3>📋 Order Summary</h3><div>
<div><span>Order Number</span></div><div><span>ORD-2026-0042</span></div>
<div><span>Order Date</span></div><div><span>October 7, 2026</span></div>
<div><span>Total Amount</span></div><div><span>US$310.00</span></div></div></div>"""

_ONE_LINE = (
    "Thank you for your order. Order number: BX-99213. Amount Paid Rs. 2,340.00 INR. "
    "Order date: 9 October 2026. Ships in 3 days."
)
_ONE_LINE_EURO = "We received your order of 8 October 2026. Order number: 123456. Total: 25.00 EUR."

_UNDER = """Purchase Successful!
Thank you for your order. Order number:
#88123
Ordered on
2026-10-11
Total Amount: 1999.00 ₽
"""

_FOOT = """<h2>Order Confirmation</h2><p>Dear Sam,</p>
<p>Thank you for your order. Order Number: <strong>IH-20261</strong></p>
<table><thead><tr><th>Item</th><th>Qty</th><th>Price</th></tr></thead>
<tbody><tr><td>Cane chair</td><td>2</td><td>SGD 1,200.00</td></tr></tbody>
<tfoot><tr><td colspan="2">Delivery</td><td>SGD 50.00</td></tr>
<tr><td colspan="2">Total</td><td>SGD 1,250.00</td></tr></tfoot></table>"""

_HEADS = [
    (50, 800, "Harbour Supplies Pty Ltd"),
    (50, 740, "Invoice No"),
    (170, 740, "Order No"),
    (290, 740, "Order Date"),
    (410, 740, "Due Date"),
    (50, 725, "INV-3391"),
    (170, 725, "HS-88112"),
    (290, 725, "21/10/2026"),
    (410, 725, "04/11/2026"),
    (50, 690, "Description"),
    (290, 690, "Qty"),
    (410, 690, "Amount AUD"),
    (50, 675, "Deck screws, box"),
    (290, 675, "3"),
    (410, 675, "74.85"),
    (50, 660, "Freight"),
    (410, 660, "15.00"),
    (290, 640, "GST included"),
    (410, 640, "8.17"),
    (290, 625, "TOTAL AUD"),
    (410, 625, "89.85"),
]

_CURRENCY_LINE = """ORDER CONFIRMATION

Order #: 55012
Date: 2026-10-16
Currency: EUR
Status: paid

ORDER ITEMS
Garden hose 25 m - 1 x 39.00 = 39.00
Nozzle - 2 x 8.50 = 17.00

Subtotal: 56.00
Shipping: 6.90
Total: 62.90
"""


TEMPLATES = [
    Paper(
        "a long form",
        EMAIL,
        mail(
            "Shirts <care@shirts.example>",
            "Wed, 14 Oct 2026 18:00:00 -0500",
            "Order Confirmation - 7781-OX",
            _LONG_FORM,
        ),
        "7781-OX",
        date(2026, 10, 14),
        "86.24",
        "USD",
        {"promised_date": date(2026, 10, 20), "delivery_fee": "5.00"},
    ),
    Paper(
        "sections",
        TEXT,
        text(_SECTIONS),
        "1002334",
        date(2026, 10, 2),
        "51.89",
        "USD",
        {"delivery_fee": "6.95"},
    ),
    Paper(
        "hardly anything",
        EMAIL,
        mail(
            "Store <store@forge.example>",
            "Mon, 12 Oct 2026 08:00:00 +0100",
            "Your order",
            html=_SHORT,
        ),
        "4451",
        date(2026, 10, 12),
        "1204.00",
        "GBP",
    ),
    Paper(
        "a short German mail",
        EMAIL,
        mail(
            "Teehaus <info@teehaus.example>",
            "Mon, 05 Oct 2026 08:00:00 +0200",
            "Danke für Ihre Bestellung (Bestellnummer: 300418)",
            _GERMAN_SHORT,
        ),
        "300418",
        date(2026, 10, 5),
        "39.90",
        "EUR",
    ),
    Paper(
        "a method with its price",
        TEXT,
        text(_METHOD),
        "F0A9C2D7",
        date(2026, 10, 10),
        "23.00",
        "GBP",
        {"delivery_fee": "3.00"},
    ),
    Paper(
        "an order total before the delivery",
        TEXT,
        text(_ITEMS_AT),
        "5B2E88F1",
        date(2026, 10, 3),
        "49.90",
        "EUR",
        {"delivery_fee": "9.90"},
    ),
    Paper(
        "cards",
        EMAIL,
        mail(
            "Biz <hi@biz.example>",
            "Wed, 07 Oct 2026 08:00:00 +0200",
            "Order Confirmation",
            html=_CARDS,
        ),
        "ORD-2026-0042",
        date(2026, 10, 7),
        "310.00",
        "USD",
    ),
    Paper("one line", TEXT, text(_ONE_LINE), "BX-99213", date(2026, 10, 9), "2340.00", "INR"),
    Paper(
        "one line in euros", TEXT, text(_ONE_LINE_EURO), "123456", date(2026, 10, 8), "25.00", "EUR"
    ),
    Paper(
        "values on the next line", TEXT, text(_UNDER), "88123", date(2026, 10, 11), "1999.00", "RUB"
    ),
    Paper(
        "a table with a foot",
        EMAIL,
        mail(
            "Infinite Rooms <sales@infinite.example>",
            "Fri, 16 Oct 2026 08:00:00 +0800",
            "Order Confirmation",
            html=_FOOT,
        ),
        "IH-20261",
        date(2026, 10, 16),
        "1250.00",
        "SGD",
        {"delivery_fee": "50.00"},
    ),
    Paper(
        "heads over values",
        PDF,
        placed_pdf(_HEADS),
        "HS-88112",
        date(2026, 10, 21),
        "89.85",
        "AUD",
        {"delivery_fee": "15.00", "seller_name": "Harbour Supplies Pty Ltd"},
    ),
    Paper(
        "the currency on a line of its own",
        TEXT,
        text(_CURRENCY_LINE),
        "55012",
        date(2026, 10, 16),
        "62.90",
        "EUR",
        {"delivery_fee": "6.90"},
    ),
]
