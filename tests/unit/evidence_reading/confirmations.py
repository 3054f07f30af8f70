"""Twenty confirmations in the layouts of real life, with what a careful reader finds in each."""

from datetime import date

from tests.unit.evidence_reading.papers import (
    EMAIL,
    PDF,
    PHOTO,
    TEXT,
    Paper,
    mail,
    pdf,
    photo,
    placed_pdf,
    text,
)

_LABELS = """Dear Sam,

thank you for shopping with Kettle & Co.

Order number: KC-20931
Order date: 03/11/2026
Payment: Visa ending 4242

Kettle, steel, 1.7 l     1 x £45.00
Subtotal: £45.00
Delivery: £4.90
Total: £49.90 (incl. VAT £8.32)

Estimated delivery: 9 November 2026
Questions? help@kettle.example
"""

_AMERICAN = """<html><body><table><tr><td><h2>Your order has been placed!</h2></td></tr>
<tr><td>Order #</td><td>112-8829301-1182736</td></tr>
<tr><td>Order placed:</td><td>10/04/2026</td></tr>
<tr><td>Sold by:</td><td>BrightHome LLC</td></tr></table>
<table><tr><th>Item</th><th>Qty</th><th>Price</th></tr>
<tr><td>Desk lamp, brass</td><td>1</td><td>$1,059.00</td></tr></table>
<table><tr><td>Item subtotal:</td><td>$1,059.00</td></tr>
<tr><td>Shipping &amp; handling:</td><td>$0.00</td></tr>
<tr><td>Total before tax:</td><td>$1,059.00</td></tr>
<tr><td>Estimated tax:</td><td>$84.72</td></tr>
<tr><td><b>Order total:</b></td><td><b>US$1,143.72</b></td></tr></table>
<p>Arriving: Friday, October 9, 2026</p></body></html>"""

_GERMAN = r"""
#grid(columns: (1fr, 1fr), [*Möbelhaus Sonne GmbH* \ Ringstraße 8 \ 50667 Köln],
  align(right)[Bestellnummer: 4711-2026 \ Bestelldatum: 14.10.2026 \ Kundennummer: 99812])
= Bestellbestätigung
#table(columns: (3fr, 1fr, 1fr), [Artikel], [Menge], [Preis],
  [Esstisch Eiche 180 cm], [1], [1.294,01 €])
#align(right)[Zwischensumme 1.294,01 € \ Versandkosten 4,99 € \ Gesamtbetrag 1.299,00 € \
  enthaltene MwSt. 207,41 €]
Voraussichtliche Lieferung: 30.10.2026
"""

_TWO_COLUMNS = r"""
= Receipt
#grid(columns: (1fr, 1fr), gutter: 1cm,
  [*Ship to* \ Sam Rivers \ 12 Canal Street \ Dublin 8],
  [*Order details* \ Order no. 8801-IE-55 \ Ordered on 28 September 2026 \
   Ship date 30 September 2026])
#v(5mm)
#grid(columns: (1fr, 1fr), gutter: 1cm,
  [*Payment* \ Mastercard \*\*\*\* 1881],
  [*Summary* \ Goods €80.00 \ Shipping €6.50 \ Grand total €86.50])
Sold by Liffey Books Limited, registered in Ireland no. 400123
"""

_GMAIL = """Please see below.

---------- Forwarded message ---------
From: SportPeak <orders@sportpeak.example>
Date: Mon, 5 Oct 2026 at 14:03
Subject: Order SP-7733190 confirmed
To: <sam@example.org>

Hi Sam, we've got your order SP-7733190.

Running shoes, size 42
1 x 119,95 EUR
Shipping 0,00 EUR
TOTAL 119,95 EUR

We expect to deliver on 8 October 2026.
"""

_OUTLOOK = """FYI

From: Cartridge Corner <sales@cartridge.example>
Sent: Monday, 5 October 2026 09:11
To: Sam Rivers <sam@example.org>
Subject: Thank you for your order

Order ID: 10088231
XL ink set  2 @ GBP 17.25   GBP 34.50
Postage and packing         GBP 2.95
Amount paid                 GBP 37.45
"""

_SUMMARY = """<h1>Thank you. Your order has been received.</h1>
<ul><li>Order number:<br><strong>1043</strong></li>
<li>Date:<br><strong>October 2, 2026</strong></li>
<li>Email:<br><strong>sam@example.org</strong></li><li>Total:<br><strong>€49.90</strong></li>
<li>Payment method:<br><strong>Direct bank transfer</strong></li></ul>
<h2>Order details</h2><table><tr><th>Product</th><th>Total</th></tr>
<tr><td>Wool blanket &times; 1</td><td>€45.00</td></tr><tr><td>Subtotal:</td><td>€45.00</td></tr>
<tr><td>Shipping:</td><td>€4.90 via Flat rate</td></tr><tr><td>Total:</td><td>€49.90</td></tr>
</table>"""

_PROSE = """Thanks for your order with PlantPost!

Your order number is PP83312. You ordered it on 12 October 2026 and we have charged
£32.40 in total to your card, of which £3.90 is for delivery. We will deliver by 16 October 2026.
Your tracking number is JD0002233445566.
"""

_FRENCH = r"""
*Librairie du Port SARL* \ 3 quai des Brumes, 35400 Saint-Malo
= Confirmation de commande
Commande n° FR-88213 \ Date de commande : 7 septembre 2026 \ Livraison prévue : 11 septembre 2026
#table(columns: 3, [Article], [Qté], [Prix], [Atlas marin], [1], [84,00 €])
Sous-total : 84,00 € \ Frais de port : 5,90 € \ Total HT : 81,73 € \ TVA : 8,17 € \
*Total TTC : 89,90 €*
"""

_SEVERAL_TOTALS = r"""
= Order confirmation
Office Direct Ltd
#table(columns: 2, stroke: none, [Purchase order], [OD/88/2026], [Date of order], [1 Oct 2026],
  [Total items], [3], [Total excl. VAT], [£250.00], [VAT 20%], [£50.00],
  [Total incl. VAT], [£300.00], [You save], [£45.00])
"""

_SHOPIFY = """<h2>Order #1001</h2><h1>Thank you for your purchase!</h1>
<p>Hi Sam, we're getting your order ready to be shipped.</p><h3>Order summary</h3>
<table><tr><td><span>Ceramic planter &times; 2</span></td><td>$48.00</td></tr></table>
<table><tr><td>Subtotal</td><td>$48.00</td></tr><tr><td>Shipping</td><td>$9.95</td></tr>
<tr><td>Taxes</td><td>$5.25</td></tr><tr><td>Total</td><td>$63.20 USD</td></tr></table>"""

_PLACED = [
    (50, 800, "ACME Outdoor Inc."),
    (380, 800, "Order ID: AO-66120"),
    (380, 785, "Order Date: 10/21/2026"),
    (50, 740, "Qty"),
    (100, 740, "Description"),
    (400, 740, "Unit Price"),
    (490, 740, "Total"),
    (50, 722, "2"),
    (100, 722, "Camping stove"),
    (400, 722, "$59.50"),
    (490, 722, "$119.00"),
    (400, 690, "Subtotal"),
    (490, 690, "$119.00"),
    (400, 675, "Sales tax"),
    (490, 675, "$9.52"),
    (400, 660, "Shipping"),
    (490, 660, "$12.00"),
    (400, 645, "TOTAL"),
    (490, 645, "$140.52"),
]

_JAPAN = """Order confirmation

Order number   : 250-1122334-5566778
Order date     : 2026/10/05
Items          : JPY 11,800
Shipping fee   : JPY 1,000
Total amount   : JPY 12,800
Delivery date  : 2026/10/09
Seller         : Kyoto Paper Goods
"""

_NESTED = """<html><head><title>Order confirmation</title></head><body>
<div style="display:none">Up to 70% off everything this week! From $5</div>
<table><tr><td><table><tr><td>Order Number</td><td>W883920114</td></tr>
<tr><td>Order Date</td><td>Sep 29, 2026</td></tr></table></td></tr>
<tr><td><table><tr><td>Monitor 27"</td><td>Was $329.99</td><td>Now $279.99</td></tr>
<tr><td>You saved</td><td></td><td>$50.00</td></tr>
<tr><td>Merchandise total</td><td></td><td>$279.99</td></tr>
<tr><td>Delivery</td><td></td><td>Free</td></tr><tr><td>Sales Tax</td><td></td><td>$23.10</td></tr>
<tr><td>Grand Total</td><td></td><td>USD 303.09</td></tr></table></td></tr></table>
<p>Estimated delivery date: Oct 6, 2026</p><p>ScreenHub Inc, 1 Market St, San Francisco</p>
</body></html>"""

_EBAY = """Your order is confirmed.
Estimated delivery: Tue, Nov 10 - Fri, Nov 13
Price: £15.50
Order number: 12-34567-89012
Seller: vintage_lenses
Date sold: 04 Nov 2026
Postage £3.20
Total charged £18.70
"""

_RECEIPT = [
    "BOOK BARN LTD",
    "Order number: BB-44120",
    "Order date: 14 Oct 2026",
    "Atlas of islands      24.99",
    "Postage                3.00",
    "Total              GBP 27.99",
]

_SPANISH = """Hola Sam:

Gracias por tu compra en Casa Lola.

Número de pedido: 2026-000981
Fecha del pedido: 2 de noviembre de 2026
Entrega estimada: 6 de noviembre de 2026

Sofá cama gris           1.015,50 €
Gastos de envío             30,00 €
Importe total            1.045,50 €
"""

_INSTALMENTS = r"""
= Your order
Order reference: ELX/10442 \ Order placed: 20 October 2026
#table(columns: (2fr, 1fr), [Laptop 14 in], [£599.00], [Delivery], [£1.00], [Total], [£600.00])
Pay in 3: 3 payments of £200.00. First payment today £200.00. \
Delivery date: 24 October 2026 \ Invoice number: 0099812 \ Customer number: 55120987
"""

_HEADER_ONLY = """Hello,

we got your order 55-901-A. Thank you!

2x Olive oil 5 l - €70,00
Shipping: €8,00
Sum total: €78,00

Oliveira Lda, Porto
"""

_SLIP = [
    "Nordic Audio",
    "Order No.  NA778120",
    "Date of order  2026-10-30",
    "Headphones       EUR 189,00",
    "Shipping         EUR   0,00",
    "Order total      EUR 189,00",
]

_DEPOSIT = """Order no: 12-AB-991
Order date: 12 October 2026
Garden shed, pine: £300.00
Order total: £300.00
Deposit paid: £50.00
Amount due: £250.00
"""

_POSITIONS = [
    (50, 800, "Auftragsbest\xe4tigung"),
    (50, 780, "Auftrags-Nr. SO-4471"),
    (350, 780, "Auftragsdatum 12.10.2026"),
    (50, 740, "Pos"),
    (90, 740, "Artikel"),
    (300, 740, "Menge"),
    (380, 740, "E-Preis"),
    (470, 740, "Gesamt"),
    (50, 725, "1"),
    (90, 725, "Regal Birke"),
    (300, 725, "2"),
    (380, 725, "80,00"),
    (470, 725, "160,00"),
    (50, 710, "2"),
    (90, 710, "Montage"),
    (300, 710, "1"),
    (380, 710, "45,50"),
    (470, 710, "45,50"),
    (380, 690, "Summe"),
    (470, 690, "205,50"),
    (380, 675, "Versand"),
    (470, 675, "9,90"),
    (380, 660, "Endbetrag EUR"),
    (470, 660, "215,40"),
]

_TURN_OF_THE_YEAR = """Thanks for shopping at Ridge Gear!

Order Number: Z12345
Placed on December 29, 2025
Order Total: $88.10 USD
Arriving Jan 3 - Jan 6
"""

_ITALIAN = """<p>Ciao Sam, grazie per il tuo acquisto.</p><table>
<tr><td>Numero ordine</td><td>IT-0090-771</td></tr>
<tr><td>Data ordine</td><td>8 ottobre 2026</td></tr>
<tr><td>Venduto da</td><td>Ceramiche Rossi S.r.l.</td></tr></table>
<table><tr><th>Prodotto</th><th>Quantità</th><th>Prezzo</th></tr>
<tr><td>Vaso blu</td><td>1</td><td>€ 59,00</td></tr></table>
<table><tr><td>Totale parziale</td><td>€ 59,00</td></tr><tr><td>Spedizione</td><td>gratis</td></tr>
<tr><td>Totale ordine</td><td>€ 59,00</td></tr></table>
<p>Consegna prevista: 14/10/2026</p>"""


CONFIRMATIONS = [
    Paper(
        "lines with labels",
        EMAIL,
        mail(
            "Kettle & Co. <orders@kettle.example>",
            "Tue, 03 Nov 2026 10:00:00 +0000",
            "Your order KC-20931",
            _LABELS,
        ),
        "KC-20931",
        date(2026, 11, 3),
        "49.90",
        "GBP",
        {
            "delivery_fee": "4.90",
            "promised_date": date(2026, 11, 9),
            "seller_name": "Kettle & Co.",
            "seller_contact": "help@kettle.example",
        },
    ),
    Paper(
        "an American mail with tables",
        EMAIL,
        mail(
            "BrightHome <auto-confirm@bright.example>",
            "Sun, 04 Oct 2026 16:30:00 -0700",
            "Order placed",
            html=_AMERICAN,
        ),
        "112-8829301-1182736",
        date(2026, 10, 4),
        "1143.72",
        "USD",
        {"promised_date": date(2026, 10, 9), "seller_name": "BrightHome LLC", "delivery_fee": "0"},
    ),
    Paper(
        "a German confirmation",
        PDF,
        pdf(_GERMAN),
        "4711-2026",
        date(2026, 10, 14),
        "1299.00",
        "EUR",
        {"delivery_fee": "4.99", "promised_date": date(2026, 10, 30)},
    ),
    Paper(
        "two columns",
        PDF,
        pdf(_TWO_COLUMNS),
        "8801-IE-55",
        date(2026, 9, 28),
        "86.50",
        "EUR",
        {"delivery_fee": "6.50", "seller_name": "Liffey Books Limited"},
    ),
    Paper(
        "a mail passed on by Gmail",
        EMAIL,
        mail("Sam <sam@example.org>", "Mon, 23 Nov 2026 09:00:00 +0000", "Fwd: Order", _GMAIL),
        "SP-7733190",
        date(2026, 10, 5),
        "119.95",
        "EUR",
        {
            "seller_name": "SportPeak",
            "seller_contact": "orders@sportpeak.example",
            "promised_date": date(2026, 10, 8),
        },
    ),
    Paper(
        "a mail passed on by Outlook",
        EMAIL,
        mail("Sam <sam@example.org>", "Mon, 23 Nov 2026 09:00:00 +0000", "FW: Thank", _OUTLOOK),
        "10088231",
        date(2026, 10, 5),
        "37.45",
        "GBP",
        {"seller_name": "Cartridge Corner", "delivery_fee": "2.95"},
    ),
    Paper(
        "values under their labels",
        EMAIL,
        mail(
            "Wool House <shop@wool.example>",
            "Fri, 02 Oct 2026 12:00:00 +0200",
            "Your Wool House order has been received!",
            html=_SUMMARY,
        ),
        "1043",
        date(2026, 10, 2),
        "49.90",
        "EUR",
        {"delivery_fee": "4.90"},
    ),
    Paper(
        "sentences",
        TEXT,
        text(_PROSE),
        "PP83312",
        date(2026, 10, 12),
        "32.40",
        "GBP",
        {"promised_date": date(2026, 10, 16), "tracking_number": "JD0002233445566"},
    ),
    Paper(
        "a French confirmation",
        PDF,
        pdf(_FRENCH),
        "FR-88213",
        date(2026, 9, 7),
        "89.90",
        "EUR",
        {"delivery_fee": "5.90", "promised_date": date(2026, 9, 11)},
    ),
    Paper(
        "several totals",
        PDF,
        pdf(_SEVERAL_TOTALS),
        "OD/88/2026",
        date(2026, 10, 1),
        "300.00",
        "GBP",
        {"seller_name": "Office Direct Ltd"},
    ),
    Paper(
        "a shop kit's mail",
        EMAIL,
        mail(
            "Terra Pots <store@terra.example>",
            "Thu, 15 Oct 2026 20:11:00 +0000",
            "Order #1001 confirmed",
            html=_SHOPIFY,
        ),
        "1001",
        date(2026, 10, 15),
        "63.20",
        "USD",
        {"delivery_fee": "9.95", "seller_name": "Terra Pots"},
    ),
    Paper(
        "an American invoice program",
        PDF,
        placed_pdf(_PLACED),
        "AO-66120",
        date(2026, 10, 21),
        "140.52",
        "USD",
        {"delivery_fee": "12.00", "seller_name": "ACME Outdoor Inc."},
    ),
    Paper(
        "a Japanese shop",
        TEXT,
        text(_JAPAN),
        "250-1122334-5566778",
        date(2026, 10, 5),
        "12800",
        "JPY",
        {"promised_date": date(2026, 10, 9), "seller_name": "Kyoto Paper Goods"},
    ),
    Paper(
        "tables within tables",
        EMAIL,
        mail(
            "ScreenHub <orders@screenhub.example>",
            "Tue, 29 Sep 2026 18:00:00 -0400",
            "We got your order",
            html=_NESTED,
        ),
        "W883920114",
        date(2026, 9, 29),
        "303.09",
        "USD",
        {"delivery_fee": "0", "promised_date": date(2026, 10, 6)},
    ),
    Paper(
        "an auction",
        TEXT,
        text(_EBAY),
        "12-34567-89012",
        date(2026, 11, 4),
        "18.70",
        "GBP",
        {"promised_date": date(2026, 11, 13), "seller_name": "vintage_lenses"},
    ),
    Paper(
        "a photo of a receipt",
        PHOTO,
        photo(_RECEIPT),
        "BB-44120",
        date(2026, 10, 14),
        "27.99",
        "GBP",
    ),
    Paper(
        "a Spanish mail",
        EMAIL,
        mail(
            "Casa Lola <hola@casalola.example>",
            "Mon, 02 Nov 2026 13:00:00 +0100",
            "Tu pedido",
            _SPANISH,
        ),
        "2026-000981",
        date(2026, 11, 2),
        "1045.50",
        "EUR",
        {"delivery_fee": "30.00", "promised_date": date(2026, 11, 6)},
    ),
    Paper(
        "a price in parts",
        PDF,
        pdf(_INSTALMENTS),
        "ELX/10442",
        date(2026, 10, 20),
        "600.00",
        "GBP",
        {"promised_date": date(2026, 10, 24), "delivery_fee": "1.00"},
    ),
    Paper(
        "a day only in the head of the mail",
        EMAIL,
        mail(
            "Oliveira <loja@oliveira.example>",
            "Wed, 07 Oct 2026 07:45:00 +0100",
            "Order confirmation",
            _HEADER_ONLY,
        ),
        "55-901-A",
        date(2026, 10, 7),
        "78.00",
        "EUR",
        {"delivery_fee": "8.00"},
    ),
    Paper(
        "a turned photo",
        PHOTO,
        photo(_SLIP, turn=-1.0),
        "NA778120",
        date(2026, 10, 30),
        "189.00",
        "EUR",
    ),
    Paper(
        "a deposit",
        TEXT,
        text(_DEPOSIT),
        "12-AB-991",
        date(2026, 10, 12),
        "300.00",
        "GBP",
    ),
    Paper(
        "positions in columns",
        PDF,
        placed_pdf(_POSITIONS),
        "SO-4471",
        date(2026, 10, 12),
        "215.40",
        "EUR",
        {"delivery_fee": "9.90"},
    ),
    Paper(
        "over the turn of the year",
        TEXT,
        text(_TURN_OF_THE_YEAR),
        "Z12345",
        date(2025, 12, 29),
        "88.10",
        "USD",
        {"promised_date": date(2026, 1, 6), "seller_name": "Ridge Gear"},
    ),
    Paper(
        "an Italian mail",
        EMAIL,
        mail(
            "Mercato <noreply@mercato.example>",
            "Thu, 08 Oct 2026 22:10:00 +0200",
            "Conferma d'ordine",
            html=_ITALIAN,
        ),
        "IT-0090-771",
        date(2026, 10, 8),
        "59.00",
        "EUR",
        {
            "delivery_fee": "0",
            "promised_date": date(2026, 10, 14),
            "seller_name": "Ceramiche Rossi S.r.l.",
        },
    ),
]
