"""Confirmations as PDF files, and photos of receipts."""

from datetime import date

from tests.unit.evidence_reading.papers import PDF, PHOTO, Paper, pdf, photo, placed_pdf

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

_RECEIPT = [
    "BOOK BARN LTD",
    "Order number: BB-44120",
    "Order date: 14 Oct 2026",
    "Atlas of islands      24.99",
    "Postage                3.00",
    "Total              GBP 27.99",
]

_INSTALMENTS = r"""
= Your order
Order reference: ELX/10442 \ Order placed: 20 October 2026
#table(columns: (2fr, 1fr), [Laptop 14 in], [£599.00], [Delivery], [£1.00], [Total], [£600.00])
Pay in 3: 3 payments of £200.00. First payment today £200.00. \
Delivery date: 24 October 2026 \ Invoice number: 0099812 \ Customer number: 55120987
"""

_SLIP = [
    "Nordic Audio",
    "Order No.  NA778120",
    "Date of order  2026-10-30",
    "Headphones       EUR 189,00",
    "Shipping         EUR   0,00",
    "Order total      EUR 189,00",
]

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

PRINTED = [
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
        "a photo of a receipt",
        PHOTO,
        photo(_RECEIPT),
        "BB-44120",
        date(2026, 10, 14),
        "27.99",
        "GBP",
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
        "a turned photo",
        PHOTO,
        photo(_SLIP, turn=-1.0),
        "NA778120",
        date(2026, 10, 30),
        "189.00",
        "EUR",
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
]
