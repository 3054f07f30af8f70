"""Why an offer, a bid or an answer to one is refused; nothing was written."""

from __future__ import annotations


class OfferRefused(Exception):
    """The offer cannot be made or answered as things are."""

    code = "offer_refused"


class NoNegotiation(OfferRefused):
    """Where the case stands, no offers are made."""

    code = "no_negotiation"


class OfferEnded(OfferRefused):
    """The offer is no longer open."""

    code = "offer_ended"


class OfferExpired(OfferEnded):
    """The offer's time is over."""

    code = "offer_expired"


class OwnOffer(OfferRefused):
    """A side cannot answer its own offer, nor take back the other's."""

    code = "own_offer"


class TermsChanged(OfferRefused):
    """What the side says yes to is not what the offer says."""

    code = "terms_changed"


class BadExpiry(OfferRefused):
    """The offer would end at once, or never."""

    code = "bad_expiry"


class BadDay(OfferRefused):
    """Something would be due before the offer ends, or lies in the past."""

    code = "bad_day"


class WrongCurrency(OfferRefused):
    """The sums are not in the currency of the case."""

    code = "wrong_currency"


class NoMoreRounds(OfferRefused):
    """All rounds of secret bids are used up: more would let a side feel its way to the other."""

    code = "no_more_rounds"


class NothingToClaim(OfferRefused):
    """The letter asks for nothing that terms can say."""

    code = "nothing_to_claim"


class ObligationRefused(OfferRefused):
    """The word on an obligation does not fit."""

    code = "obligation_refused"


class NotDueYet(ObligationRefused):
    """The last day of the obligation is not over."""

    code = "not_due_yet"
