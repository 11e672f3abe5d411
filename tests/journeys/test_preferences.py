"""A donor who unsubscribes: with one click of their mail program, then choosing a summary instead of nothing."""

from datetime import timedelta
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.db.models import F

from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import link_in, mail, until
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue import services as dialogue
from trousse.fundraising.dialogue.enums import Audience
from trousse.fundraising.dialogue.models import NewsItem
from trousse.giving.donations.services import follow_links_send
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.jobs import digests_send
from trousse.platform.notifications.models import Message, Preference


def test_a_donor_who_unsubscribes(journey: Journey) -> None:
    """On a telephone, without JavaScript. What belongs to the service goes on, whatever was declined."""
    campaign = world.campaign("Une radio dans le placard")
    lison = Donor("Lison", "lison@facteur.exemple.fr")
    reader = journey.somebody(width=390, javascript=False)
    giving.gives(reader, campaign, "20", lison)

    _class_tells(campaign, "Le micro est arrivé")
    letter = mail(lison.email, "dialogue.news")
    leave = link_in(letter, "/preferences/quitter/")
    reader.goes_to(leave, "Ne plus recevoir « Les nouvelles des classes »")
    assert not Preference.objects.filter(address=lison.email).exists(), "looking leaves nothing: scanners follow links"
    for _ in range(2):
        assert _one_click(leave) == 200, "said twice, it is said once"
    _class_tells(campaign, "Première émission")
    assert _news_of(lison) == [MessageState.SENT], "the second is not even written"
    follow_links_send(email=lison.email)
    assert "/preferences/" not in mail(lison.email, "donation.links").text

    _prefers_a_summary(reader, letter)
    for title in ("On répète", "En direct jeudi"):
        _class_tells(campaign, title)
    assert _news_of(lison) == [MessageState.SENT, MessageState.HELD, MessageState.HELD]
    summary = _a_week_passes(lison)
    assert summary.subject == "Votre résumé : 2 nouvelles"
    assert "Le micro est arrivé" not in summary.text
    reader.goes_to(link_in(summary, "/projet/"))
    reader.reads("On répète", "En direct jeudi")

    reader.goes_to(link_in(summary, "/preferences/quitter/"), "Ne plus recevoir de résumé")
    reader.presses("Ne plus en recevoir")
    reader.is_at("C’est fait")
    _class_tells(campaign, "Le silence")
    assert len(_news_of(lison)) == 3


def _class_tells(campaign: Campaign, title: str) -> None:
    """Published, and told to everybody who wants to hear of it."""
    holder = campaign.project.holder
    draft = dialogue.news_draft(
        campaign=campaign, by=holder, title=title, text="Nous vous racontons.", audience=Audience.PUBLIC
    )
    dialogue.news_publish(news=draft, by=holder)
    until("the news is told", lambda: NewsItem.objects.filter(pk=draft.pk).exclude(told_at=None).exists())


def _news_of(donor: Donor) -> list[str]:
    """The state of each piece of news that was written to this donor."""
    written = Message.objects.filter(to=donor.email, kind="dialogue.news")
    return list(written.order_by("pk").values_list("state", flat=True))


def _one_click(address: str) -> int:
    """What a mail program does (RFC 8058 §3.2): one POST, without cookie, token or page before. Returns the status."""
    body = urlencode({"List-Unsubscribe": "One-Click"}).encode()
    with urlopen(Request(address, data=body, method="POST")) as answer:
        status: int = answer.status
    return status


def _prefers_a_summary(reader: Visitor, letter: Message) -> None:
    """From the foot of an old letter, which anybody may have forwarded: the link comes to the address itself."""
    [ask] = [word for word in letter.text.split() if word.endswith("/preferences")]
    reader.goes_to(ask, "Régler mes courriels")
    reader.types("Votre courriel", letter.to)
    reader.presses("Recevoir mon lien")
    reader.is_at("Regardez vos courriels")
    reader.goes_to(link_in(mail(letter.to, "notifications.preferences_link"), "/preferences/"), "Mes courriels")
    reader.reads("Ce qui part toujours", "le merci d’un don")
    topic = reader.page.get_by_role("group", name="Les nouvelles des classes")
    assert topic.get_by_label("Jamais").is_checked(), "as the one click left it"
    topic.get_by_label("Un résumé le lundi").check()
    reader.presses("Enregistrer")
    reader.reads("C’est noté")


def _a_week_passes(donor: Donor) -> Message:
    """What is held has been waiting for eight days; its summary comes."""
    held = Message.objects.filter(to=donor.email, state=MessageState.HELD)
    held.update(created_at=F("created_at") - timedelta(days=8))
    digests_send()
    return mail(donor.email, "notifications.digest")
