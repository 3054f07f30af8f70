"""Between the two sides: the trader's link and answers, offers, secret bids, the agreement."""
