"""Confirmations that were pasted or saved as plain text."""

from datetime import date

from tests.unit.evidence_reading.papers import TEXT, Paper, text

_PROSE = """Thanks for your order with PlantPost!

Your order number is PP83312. You ordered it on 12 October 2026 and we have charged
£32.40 in total to your card, of which £3.90 is for delivery. We will deliver by 16 October 2026.
Your tracking number is JD0002233445566.
"""

_JAPAN = """Order confirmation

Order number   : 250-1122334-5566778
Order date     : 2026/10/05
Items          : JPY 11,800
Shipping fee   : JPY 1,000
Total amount   : JPY 12,800
Delivery date  : 2026/10/09
Seller         : Kyoto Paper Goods
"""

_EBAY = """Your order is confirmed.
Estimated delivery: Tue, Nov 10 - Fri, Nov 13
Price: £15.50
Order number: 12-34567-89012
Seller: vintage_lenses
Date sold: 04 Nov 2026
Postage £3.20
Total charged £18.70
"""

_DEPOSIT = """Order no: 12-AB-991
Order date: 12 October 2026
Garden shed, pine: £300.00
Order total: £300.00
Deposit paid: £50.00
Amount due: £250.00
"""

_TURN_OF_THE_YEAR = """Thanks for shopping at Ridge Gear!

Order Number: Z12345
Placed on December 29, 2025
Order Total: $88.10 USD
Arriving Jan 3 - Jan 6
"""

TEXTS = [
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
        "a deposit",
        TEXT,
        text(_DEPOSIT),
        "12-AB-991",
        date(2026, 10, 12),
        "300.00",
        "GBP",
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
]
