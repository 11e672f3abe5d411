"""The rules of the demonstration: the first ones, those voted in the summer, and a draft that people discuss today."""

from datetime import datetime, timedelta

from django.utils.text import slugify

from trousse.core import clock
from trousse.giving.allocation.services import rules_simulate
from trousse.giving.equalisation import services
from trousse.giving.equalisation.enums import Ballot
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.rules import Content, Limits, Weights
from trousse.giving.equalisation.selectors import members
from trousse.giving.equalisation.services import Calendar
from trousse.operations.demo.people import ACTOR
from trousse.operations.demo.season import Season
from trousse.people.accounts.models import User
from trousse.platform.parameters.services import parameter_set

PUBLISHED_DAYS_AGO, VOTED_DAYS_AGO, DISCUSSED_DAYS_AGO = 140, 122, 9
NOON = timedelta(hours=12)
LEAST_GROUP = 3
"""Less than in life: whatever the day, one of the school years that the season touches has enough to be told."""
RURAL = Content(
    title="Aider davantage les écoles de campagne",
    text=(
        "Une école de village paie d’abord la route : le car coûte souvent plus cher que la visite, et il y a moins de "
        "familles à qui parler du projet.\n\n"
        "Un projet d’une commune rurale compte désormais moitié plus qu’un autre, au lieu d’un quart. Rien ne change "
        "en éducation prioritaire : les deux s’ajoutent."
    ),
    weights=Weights(rural=50),
    limits=Limits(),
)
SHARED = Content(
    title="Un plafond commun, et l’indice de position sociale",
    text=(
        "Certains projets reçoivent de plusieurs fonds à la fois, d’autres d’aucun. Tous fonds réunis, un projet "
        "recevrait au plus 66 % de son minimum : il resterait de quoi aider quelques classes de plus.\n\n"
        "Des écoles hors réseau accueillent les mêmes élèves que leurs voisines en REP. Un projet d’une école dont "
        "l’indice de position sociale est sous 85 compterait presque moitié plus."
    ),
    weights=Weights(rural=50, ips_low=40, ips_below=850),
    limits=Limits(most_share_bp=6_600),
)
BALLOTS = (
    (Ballot.FOR, "Les avis reçus disent tous la même chose : la route."),
    (Ballot.FOR, ""),
    (Ballot.ABSTAIN, "J’aurais préféré compter les kilomètres plutôt que les communes."),
)
OPINIONS = (
    ("Maïwenn", "Notre école est à trente kilomètres du premier cinéma. Merci d’y avoir pensé, et de le garder."),
    (
        "Karim",
        "Mon collège est sorti du réseau il y a deux ans, les élèves sont restés les mêmes. L’indice me paraît plus "
        "juste que l’étiquette.",
    ),
    (
        "Solène",
        "Attention au plafond pour les classes de découverte : le car et l’hébergement se paient en une fois, et nos "
        "familles ne peuvent pas compléter.\n\nPourquoi pas 80 % ?",
    ),
    ("Paul", "Trois règles, trois phrases, un exemple : même mon père a compris."),
)


def schedule(season: Season) -> None:
    """Put the discussions and the vote in the agenda."""
    with clock.frozen(season.now - timedelta(days=200)):
        tomorrow = clock.today() + timedelta(days=1)
        key, note = "equalisation.least_group", "Démonstration"
        parameter_set(key=key, value=LEAST_GROUP, in_force_from=tomorrow, note=note, actor=ACTOR)
    for days, act in (
        (PUBLISHED_DAYS_AGO, _publish_rural),
        (VOTED_DAYS_AGO, _vote_rural),
        (DISCUSSED_DAYS_AGO, _discuss),
    ):
        season.schedule(clock.start_of_day(clock.paris_day(season.now) - timedelta(days=days)) + NOON, act)


def simulate(now: datetime) -> None:
    """What the draft would have done, once the season is known."""
    with clock.frozen(now):
        for version in RuleVersion.objects.filter(title=SHARED.title):
            rules_simulate(version.pk)


def _publish_rural() -> None:
    _publish(RURAL)


def _vote_rural() -> None:
    version = RuleVersion.objects.get(title=RURAL.title)
    rules_simulate(version.pk)
    version.refresh_from_db()
    for member, (ballot, reason) in zip(members(), _ballots(), strict=False):
        version = services.vote_cast(
            version=version, by=member, ballot=ballot, reason=reason, seen_sha256=version.content_sha256
        )


def _ballots() -> list[tuple[Ballot, str]]:
    """The last ones are like the first, however large the committee: everybody votes."""
    return [*BALLOTS, *[BALLOTS[1]] * members().count()]


def _discuss() -> None:
    version = _publish(SHARED)
    for hours, (first_name, text) in enumerate(OPINIONS, start=2):
        with clock.frozen(clock.now() + timedelta(hours=20 * hours)):
            said = services.comment_write(
                version=version, first_name=first_name, email=f"{slugify(first_name)}@avis.exemple.fr", text=text
            )
            services.comment_confirm(comment_id=said.pk)


def _publish(content: Content) -> RuleVersion:
    draft = services.version_draft(by=_writer(), content=content)
    until = clock.today() + timedelta(days=14)
    days = Calendar(comments_until=until, planned_from=until + timedelta(days=28))
    return services.version_publish(version=draft, by=_writer(), calendar=days, seen_sha256=draft.content_sha256)


def _writer() -> User:
    return members()[0]
