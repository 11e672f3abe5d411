"""A round as a spreadsheet: every project examined, why, and what each fund pays."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.models import Round
from trousse.giving.allocation.reading import findings_of
from trousse.giving.allocation.reasons import Finding
from trousse.giving.allocation.selectors import round_get
from trousse.giving.funds.models import Fund
from trousse.web.access import GET, requires
from trousse.web.committee.rows import odds
from trousse.web.committee.views import READERS
from trousse.web.components.spreadsheet import euros_cell, spreadsheet

HEADINGS = (
    *("Collecte", "Projet", "Établissement", "Commune", "Département"),
    *("Minimum (euros)", "Il manquait (euros)", "Déjà donné par les fonds (euros)", "Jours restants"),
    *("Chances d’y arriver sans aide", "Décision", "Nature", "Raison", "Changé par le comité", "Aide (euros)"),
)


@requires(*READERS, methods=GET)
def round_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was examined that night, those helped first. Nine SQL statements at most, whatever it holds."""
    of = round_get(pk)
    return spreadsheet(f"repartition-{of.pk}.csv", round_rows(of))


def round_rows(of: Round) -> list[Sequence[object]]:
    """Headings and rows; after what is said of a project, one column a fund that gives something."""
    found = findings_of(of)
    campaigns = (
        Campaign.objects.select_related("school", "departement")
        .defer("search_text")
        .in_bulk([each.campaign for each in found])
    )
    paying = Fund.objects.filter(pk__in={fund for each in found for fund in each.paid}).order_by("name", "pk")
    names = dict(paying.values_list("pk", "name"))
    rows = [(*_told(each, campaigns[each.campaign]), *_paid(each, names)) for each in found]
    return [(*HEADINGS, *(f"« {name} » (euros)" for name in names.values())), *rows]


def _told(finding: Finding, campaign: Campaign) -> tuple[object, ...]:
    return (
        campaign.pk,
        campaign.title,
        campaign.school.name,
        campaign.school.commune_name,
        campaign.departement.name if campaign.departement else "",
        euros_cell(campaign.minimum_goal),
        euros_cell(Euro(finding.missing)),
        euros_cell(Euro(finding.granted)),
        finding.days_left,
        odds(finding.chance),
        finding.verdict.label,
        finding.kind.label if finding.cents else "",
        finding.reason,
        "oui" if finding.is_changed else "non",
        euros_cell(finding.amount),
    )


def _paid(finding: Finding, names: dict[int, str]) -> list[str]:
    return [euros_cell(Euro(finding.paid[fund])) if fund in finding.paid else "" for fund in names]
