"""A class whose gifts may be deducted."""

from tests.fundraising import make
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.review.selectors import manager_file_of
from trousse.people.bodies.models import LegalEntity


def campaign_with_receipts() -> Campaign:
    """Open, minimum 500 €, optimum 900 €; its receiving body issues receipts, and somebody has verified it."""
    made = make.campaign()
    file = manager_file_of(made.project)
    assert file is not None
    assert file.body is not None
    LegalEntity.objects.filter(pk=file.body.entity_id).update(verified=True)
    return made
