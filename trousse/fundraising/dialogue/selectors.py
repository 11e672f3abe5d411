"""Reading the dialogue. Every list that visitors read leaves out what was withdrawn or hidden."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.dialogue.enums import Audience, Author, QuestionState, ThanksFor
from trousse.fundraising.dialogue.errors import NewsMissing, ThanksMissing
from trousse.fundraising.dialogue.models import Block, Follower, Letter, NewsItem, Question, Thanks

WORDLESS = "Un donateur discret"


def news_public(campaign: Campaign) -> QuerySet[NewsItem]:
    """What everybody reads, newest first."""
    return news_for_donors(campaign).filter(audience=Audience.PUBLIC)


def news_for_donors(campaign: Campaign) -> QuerySet[NewsItem]:
    """What those who gave read, newest first."""
    shown = NewsItem.objects.filter(campaign=campaign, published_at__isnull=False, withdrawn_at=None, hidden_at=None)
    return shown.order_by("-published_at", "-pk")


def news_of_class(campaign: Campaign) -> QuerySet[NewsItem]:
    """Everything the class wrote, for itself; drafts first."""
    return NewsItem.objects.filter(campaign=campaign)


def news_of_class_get(campaign: Campaign, pk: int) -> NewsItem:
    """One of them that is still there. Raises NewsMissing."""
    found = news_of_class(campaign).filter(pk=pk, withdrawn_at=None).first()
    if found is None:
        raise NewsMissing
    return found


def last_news_at(campaign_ids: Collection[int]) -> dict[int, datetime]:
    """When each class last told something; those that never did are left out. One statement."""
    rows = NewsItem.objects.filter(
        campaign__in=campaign_ids, published_at__isnull=False, withdrawn_at=None, hidden_at=None
    ).order_by()
    return dict(rows.values_list("campaign_id").annotate(last=Max("published_at")))


def readers_of(news: NewsItem) -> set[str]:
    """Addresses to tell of ``news``: donors, and for public news whoever follows; without those who left."""
    campaign = news.campaign_id
    supporters = Supporter.objects.filter(campaign=campaign, removed_at=None).order_by().values_list("email", flat=True)
    readers = {email.lower() for email in supporters}
    rows = Follower.objects.filter(campaign=campaign).values_list("email", "confirmed_at", "left_at")
    if news.audience == Audience.PUBLIC:
        readers |= {email for email, confirmed, _left in rows if confirmed}
    return readers - {email for email, _confirmed, left in rows if left}


def followers_count(campaign: Campaign) -> int:
    """How many addresses hear of public news."""
    return len(readers_of(NewsItem(campaign=campaign, audience=Audience.PUBLIC)))


def questions_public(campaign: Campaign) -> QuerySet[Question]:
    """Those that the class answered, oldest first: a conversation."""
    return Question.objects.filter(campaign=campaign, state=QuestionState.ANSWERED, hidden_at=None)


def questions_latest(campaign: Campaign) -> QuerySet[Question]:
    """The same, those answered last first."""
    return questions_public(campaign).order_by("-answered_at", "-pk")


def questions_waiting(campaign: Campaign) -> QuerySet[Question]:
    """For the holder, oldest first."""
    return Question.objects.filter(campaign=campaign, state=QuestionState.WAITING, hidden_at=None)


def thanks_of_class(campaign: Campaign) -> QuerySet[Thanks]:
    """Everything, for the class itself; the latest first."""
    return Thanks.objects.filter(campaign=campaign)


def thanks_of_class_get(campaign: Campaign, pk: int) -> Thanks:
    """One of them that is still there. Raises ThanksMissing."""
    found = thanks_of_class(campaign).filter(pk=pk, withdrawn_at=None).first()
    if found is None:
        raise ThanksMissing
    return found


def thanks_for(supporter: Supporter) -> QuerySet[Thanks]:
    """What the class thanked this donor with, the latest first."""
    sent = Thanks.objects.filter(campaign=supporter.campaign_id, sent_at__isnull=False)
    shown = sent.filter(withdrawn_at=None, hidden_at=None).order_by("-sent_at", "-pk")
    left_a_word = _gifts_of(supporter).exclude(message="").exists()
    return shown if left_a_word else shown.filter(audience=ThanksFor.ALL)


def readers_of_thanks(thanks: Thanks) -> list[Supporter]:
    """Donors to write to, once an address, without those who no longer follow. Two statements."""
    present = Supporter.objects.filter(campaign=thanks.campaign_id, removed_at=None)
    if thanks.audience == ThanksFor.WORDS:
        present = present.exclude(message="")
    left = Follower.objects.filter(campaign=thanks.campaign_id, left_at__isnull=False).order_by()
    gone = set(left.values_list("email", flat=True))
    donors = present.order_by("email", "-pk").distinct("email")
    return [donor for donor in donors if donor.email.lower() not in gone]


def last_thanks_at(campaign_ids: Collection[int]) -> dict[int, datetime]:
    """When each class last thanked; those that never did are left out. One statement."""
    rows = Thanks.objects.filter(
        campaign__in=campaign_ids, sent_at__isnull=False, withdrawn_at=None, hidden_at=None
    ).order_by()
    return dict(rows.values_list("campaign_id").annotate(last=Max("sent_at")))


def letters_of(supporter: Supporter) -> QuerySet[Letter]:
    """The thread of this donor with the class, oldest first, whatever gift each letter was written from."""
    return Letter.objects.filter(
        supporter__campaign=supporter.campaign_id, supporter__email=supporter.email, hidden_at=None
    )


def blocks_of(supporter: Supporter) -> set[str]:
    """Who closed the thread: the donor, the class, both; nobody as a rule."""
    found = Block.objects.filter(campaign=supporter.campaign_id, email=supporter.email).order_by()
    return set(found.values_list("by", flat=True))


@dataclass(frozen=True)
class Thread:
    """The letters of a class and one donor. ``pk``: of one of their gifts, whose letters they are."""

    pk: int
    name: str
    last_letter: datetime
    unread: int


def threads_of(campaign: Campaign) -> QuerySet[Any, Any]:
    """One row a donor (``email``, ``pk``, ``last``, ``unread``), the latest first; ``threads_named`` names them."""
    of_donor = Q(author=Author.DONOR, read_at=None)
    rows = Letter.objects.filter(supporter__campaign=campaign, hidden_at=None).order_by()
    grouped = rows.values("supporter__email").annotate(
        gift=Max("supporter_id"), last=Max("at"), unread=Count("pk", filter=of_donor)
    )
    return grouped.order_by("-last", "-gift")


def threads_named(campaign: Campaign, rows: Iterable[dict[str, Any]]) -> list[Thread]:
    """The same with what the class may call each donor. One statement."""
    listed = list(rows)
    emails = [row["supporter__email"] for row in listed]
    named = Supporter.objects.filter(campaign=campaign, email__in=emails, named=True).exclude(first_name="")
    names = dict(named.order_by("pk").values_list("email", "first_name"))
    return [
        Thread(row["gift"], names.get(row["supporter__email"], WORDLESS), row["last"], row["unread"]) for row in listed
    ]


def correspondent(campaign: Campaign, pk: int) -> Supporter | None:
    """A donor to whom the class may write: one who wrote to it, or left a word with a gift that was kept."""
    wrote = Q(letters__isnull=False)
    left_a_word = ~Q(message="") & Q(removed_at=None)
    found = Supporter.objects.filter(wrote | left_a_word, campaign=campaign, pk=pk)
    supporter = found.select_related("campaign__project").first()
    return supporter if supporter and _gifts_of(supporter).exists() else None


def donor_by_pk(pk: int) -> Supporter | None:
    """A donor with their class; None once all their gifts to it were returned: there is nothing left to talk about."""
    related = ("campaign__project", "campaign__school", "campaign__theme")
    found = Supporter.objects.filter(pk=pk).select_related(*related).first()
    return found if found and _gifts_of(found).exists() else None


def classes_of(email: str) -> list[Supporter]:
    """The classes that this address gave to, the latest gift to each, the latest first. One statement."""
    present = Supporter.objects.filter(email=email.lower(), removed_at=None)
    latest = present.order_by("campaign_id", "-at", "-pk").distinct("campaign_id")
    found = latest.select_related("campaign__project", "campaign__school", "campaign__theme")
    return sorted(found, key=lambda supporter: supporter.at, reverse=True)


def donor_links(campaign: Campaign) -> dict[str, int]:
    """For each address that gave, one of its gifts. One statement."""
    present = Supporter.objects.filter(campaign=campaign, removed_at=None).order_by("pk")
    return dict(present.values_list("email", "pk"))


def _gifts_of(supporter: Supporter) -> QuerySet[Supporter]:
    return Supporter.objects.filter(campaign=supporter.campaign_id, email=supporter.email, removed_at=None).order_by()


def waiting_for_class(campaign_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """For each class: questions without answer, and letters not read. Two statements."""
    questions = Question.objects.filter(campaign__in=campaign_ids, state=QuestionState.WAITING, hidden_at=None)
    letters = Letter.objects.filter(
        supporter__campaign__in=campaign_ids, author=Author.DONOR, read_at=None, hidden_at=None
    )
    asked = dict(questions.order_by().values_list("campaign_id").annotate(count=Count("pk")))
    unread = dict(letters.order_by().values_list("supporter__campaign_id").annotate(count=Count("pk")))
    return {pk: (asked.get(pk, 0), unread.get(pk, 0)) for pk in campaign_ids}


def name_for_class(supporter: Supporter) -> str:
    """What the class may call a donor: their first name if they agreed to be named."""
    return supporter.first_name if supporter.named and supporter.first_name else WORDLESS


def supporter_by_key(donation_key: str) -> Supporter | None:
    """A donor as their campaign knows them; None once the gift was returned."""
    return (
        Supporter.objects.filter(donation_key=donation_key, removed_at=None).select_related("campaign__project").first()
    )
