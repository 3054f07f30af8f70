"""Twenty confirmations in the layouts of real life, with what a careful reader finds in each."""

from tests.unit.evidence_reading.confirmations_as_text import TEXTS
from tests.unit.evidence_reading.confirmations_by_mail import MAILS
from tests.unit.evidence_reading.confirmations_on_paper import PRINTED

CONFIRMATIONS = [*MAILS, *PRINTED, *TEXTS]
