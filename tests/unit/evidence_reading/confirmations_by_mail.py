"""Confirmations that came as e-mails."""

from datetime import date

from tests.unit.evidence_reading.papers import EMAIL, Paper, mail

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

_SHOPIFY = """<h2>Order #1001</h2><h1>Thank you for your purchase!</h1>
<p>Hi Sam, we're getting your order ready to be shipped.</p><h3>Order summary</h3>
<table><tr><td><span>Ceramic planter &times; 2</span></td><td>$48.00</td></tr></table>
<table><tr><td>Subtotal</td><td>$48.00</td></tr><tr><td>Shipping</td><td>$9.95</td></tr>
<tr><td>Taxes</td><td>$5.25</td></tr><tr><td>Total</td><td>$63.20 USD</td></tr></table>"""

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

_SPANISH = """Hola Sam:

Gracias por tu compra en Casa Lola.

Número de pedido: 2026-000981
Fecha del pedido: 2 de noviembre de 2026
Entrega estimada: 6 de noviembre de 2026

Sofá cama gris           1.015,50 €
Gastos de envío             30,00 €
Importe total            1.045,50 €
"""

_HEADER_ONLY = """Hello,

we got your order 55-901-A. Thank you!

2x Olive oil 5 l - €70,00
Shipping: €8,00
Sum total: €78,00

Oliveira Lda, Porto
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

MAILS = [
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
