"""Ten confirmations that were written before the reader and first read when it was done."""

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

UNSEEN = [
    Paper(
        "an Italian shop writes English",
        EMAIL,
        mail(
            "Bottega Verde Online <ordini@bottega.example>",
            "Fri, 18 Sep 2026 08:12:00 +0200",
            "We have received your order",
            html="""<html><head><style>td {color: red}</style></head><body>
            <h1>Thank you, Sam!</h1><p>Order ref.: <b>BV/2026/00417</b></p>
            <p>Placed: 17 September 2026</p>
            <table><tr><th>Article</th><th>Pcs</th><th>Price</th></tr>
            <tr><td>Leather bag "Siena"</td><td>1</td><td>EUR 189,00</td></tr>
            <tr><td>Care set</td><td>2</td><td>EUR 24,00</td></tr></table>
            <table><tr><td>Goods</td><td>EUR 213,00</td></tr>
            <tr><td>Courier</td><td>EUR 9,50</td></tr>
            <tr><td>Total charged</td><td>EUR 222,50</td></tr></table>
            <p>Your parcel should reach you by 25 September 2026.</p></body></html>""",
        ),
        "BV/2026/00417",
        date(2026, 9, 17),
        "222.50",
        "EUR",
        {"promised_date": date(2026, 9, 25), "seller_name": "Bottega Verde Online"},
    ),
    Paper(
        "an invoice that is paid already",
        PDF,
        pdf(
            r"""
            #grid(columns: (1fr, 1fr), [*Northgate Tools Ltd* \ 4 Mill Lane \ Leeds LS1 4DY],
              align(right)[*INVOICE* \ Invoice No: INV-77102 \ Invoice date: 02/10/2026 \
              Your order: NT-559031 \ Order date: 30/09/2026])
            #v(1cm)
            #table(columns: (3fr, 1fr, 1fr, 1fr), [Description], [Qty], [Unit], [Line total],
              [Cordless drill 18V], [1], [£84.99], [£84.99],
              [Drill bit set], [2], [£7.50], [£15.00])
            #align(right)[Net £83.33 \ VAT \@ 20% £16.66 \ Total £99.99 \ Paid by card £99.99 \
              Amount due £0.00]
            """
        ),
        "NT-559031",
        date(2026, 9, 30),
        "99.99",
        "GBP",
        {"seller_name": "Northgate Tools Ltd"},
    ),
    Paper(
        "a Dutch mail",
        EMAIL,
        mail(
            "Fietswinkel Utrecht <no-reply@fietswinkel.example>",
            "Tue, 06 Oct 2026 19:45:00 +0200",
            "Bevestiging van je bestelling",
            text="""Hoi Sam,

Bedankt voor je bestelling!

Bestelnummer:      800412377
Besteldatum:       6 oktober 2026
Verwachte levering: 9 oktober 2026

1 x Fietstas Waterdicht        € 64,95
Verzendkosten                  €  3,95
                               -------
Totaal                         € 68,90
Inclusief btw                  € 11,96

Vragen? Mail naar klantenservice@fietswinkel.example
""",
        ),
        "800412377",
        date(2026, 10, 6),
        "68.90",
        "EUR",
        {"promised_date": date(2026, 10, 9), "delivery_fee": "3.95"},
    ),
    Paper(
        "lines copied out of an app",
        TEXT,
        text(
            """Order confirmed
ZYX Phones
Oct 21, 2026, 4:37 PM
Order 7741-0098-AA

Phone case, clear
$18.00
Screen film x2
$12.00
Items $30.00
Est. tax $2.63
Shipping FREE
Total charged to Visa ending 4242
$32.63 USD
"""
        ),
        "7741-0098-AA",
        date(2026, 10, 21),
        "32.63",
        "USD",
        {"delivery_fee": "0"},
    ),
    Paper(
        "figures without a sign, the currency in the head",
        PDF,
        pdf(
            r"""
            = Order acknowledgement
            #table(columns: 2, [Customer], [S. Rivers], [Document], [Order acknowledgement],
              [Order reference], [PO884120], [Date of order], [11-Oct-2026],
              [Dispatch by], [14-Oct-2026])
            #table(columns: (3fr, 1fr, 1fr), [Product], [Quantity], [Amount (GBP)],
              [Oak shelf, 120 cm], [2], [118.00], [Brackets], [4], [19.20],
              [Carriage], [], [12.50], [*TOTAL (GBP)*], [], [*149.70*])
            """
        ),
        "PO884120",
        date(2026, 10, 11),
        "149.70",
        "GBP",
        {},
    ),
    Paper(
        "an Australian marketplace",
        EMAIL,
        mail(
            "Makers Lane <transaction@makerslane.example>",
            "Wed, 14 Oct 2026 02:22:10 +0000",
            "You bought something!",
            html="""<div>Congratulations on your purchase from <a href="#">PotteryByJo</a>.</div>
            <div>Your order number is 3141592653.</div>
            <div>Order placed on 14 October 2026</div>
            <table><tr><td>Stoneware mug<br>Quantity: 2<br>AU$ 36.00</td></tr></table>
            <div>Item total: AU$ 72.00</div><div>Postage: AU$ 12.50</div>
            <div><strong>Order total: AU$ 84.50</strong></div>
            <div>Estimated to arrive 20 - 24 October 2026</div>""",
        ),
        "3141592653",
        date(2026, 10, 14),
        "84.50",
        "AUD",
        {"delivery_fee": "12.50", "promised_date": date(2026, 10, 24)},
    ),
    Paper(
        "a German mail, passed on",
        EMAIL,
        mail(
            "Sam Rivers <sam@example.org>",
            "Mon, 23 Nov 2026 20:00:00 +0100",
            "WG: Ihre Bestellung bei Lampenwelt Nord",
            text="""Hier die Bestätigung.

Von: Lampenwelt Nord <service@lampenwelt-nord.example>
Gesendet: Donnerstag, 1. Oktober 2026 12:40
An: sam@example.org
Betreff: Ihre Bestellung bei Lampenwelt Nord

Guten Tag,
vielen Dank für Ihre Bestellung Nr. LN-30455 vom 01.10.2026.

Artikel                         Menge   Preis
Stehleuchte Fjord                 1     149,00 EUR
Versandkosten                           5,90 EUR
Gesamtsumme                             154,90 EUR
darin enthaltene MwSt. 19 %             24,73 EUR

Lieferung voraussichtlich bis 08.10.2026
""",
        ),
        "LN-30455",
        date(2026, 10, 1),
        "154.90",
        "EUR",
        {"seller_name": "Lampenwelt Nord", "promised_date": date(2026, 10, 8)},
    ),
    Paper(
        "a Swiss bill with apostrophes",
        PDF,
        placed_pdf(
            [
                (50, 800, "Alpsport AG, Bahnhofstrasse 5, 3011 Bern"),
                (50, 740, "Auftragsbest\xe4tigung"),
                (50, 715, "Auftragsnummer"),
                (180, 715, "A-2026-5518"),
                (50, 700, "Auftragsdatum"),
                (180, 700, "12. Oktober 2026"),
                (50, 650, "Pos"),
                (90, 650, "Bezeichnung"),
                (350, 650, "Menge"),
                (450, 650, "Betrag CHF"),
                (50, 630, "1"),
                (90, 630, "Tourenski Blanc 178"),
                (350, 630, "1"),
                (450, 630, "1'199.00"),
                (50, 615, "2"),
                (90, 615, "Felle zugeschnitten"),
                (350, 615, "1"),
                (450, 615, "140.00"),
                (350, 590, "Zwischentotal"),
                (450, 590, "1'339.00"),
                (350, 575, "Rabatt"),
                (450, 575, "-90.00"),
                (350, 560, "Total CHF"),
                (450, 560, "1'249.00"),
            ]
        ),
        "A-2026-5518",
        date(2026, 10, 12),
        "1249.00",
        "CHF",
        {"seller_name": "Alpsport AG"},
    ),
    Paper(
        "a photo of a bill",
        PHOTO,
        photo(
            [
                "GARDEN WORLD LTD",
                "Order no: GW 20773",
                "Date: 19 Oct 2026",
                "Lawn mower        219.00",
                "Delivery           15.00",
                "TOTAL  GBP        234.00",
            ],
            turn=0.6,
        ),
        "GW 20773",
        date(2026, 10, 19),
        "234.00",
        "GBP",
        {},
    ),
    Paper(
        "values under their heads, with a gift card",
        EMAIL,
        mail(
            "orders@tealeaf.example",
            "Fri, 09 Oct 2026 11:02:00 +0100",
            "Tea Leaf Co. order confirmation",
            html="""<table><tr><td>Date</td><td>Order</td><td>Payment</td></tr>
            <tr><td>2026-10-09</td><td>5582-A</td><td>PayPal</td></tr></table>
            <table><tr><td>Darjeeling 250 g</td><td>1</td><td>£14.00</td></tr>
            <tr><td>Assam 500 g</td><td>2</td><td>£22.00</td></tr>
            <tr><td>Sum of goods</td><td></td><td>£36.00</td></tr>
            <tr><td>Gift card</td><td></td><td>-£10.00</td></tr>
            <tr><td>Delivery (2-3 working days)</td><td></td><td>£3.50</td></tr>
            <tr><td>To pay</td><td></td><td>£29.50</td></tr></table>""",
        ),
        "5582-A",
        date(2026, 10, 9),
        "29.50",
        "GBP",
        {"delivery_fee": "3.50"},
    ),
]
