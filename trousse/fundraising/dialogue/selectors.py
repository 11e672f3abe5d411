"""Reading the dialogue. Every list that visitors read leaves out what was withdrawn or hidden."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.dialogue.enums import Audience, Author, QuestionState
from trousse.fundraising.dialogue.errors import NewsMissing
from trousse.fundraising.dialogue.models import Follower, Letter, NewsItem, Question

WORDLESS = "Un donateur discret"


def news_public(campaign: Campaign) -> QuerySet[NewsItem]:
    """What everybody reads, newest first."""
    return news_for_donors(campaign).filter(audience=Audience.PUBLIC)


def news_for_donors(campaign: Campaign) -> QuerySet[NewsItem]:
    """What those who gave read, newest first."""
    return NewsItem.objects.filter(campaign=campaign, withdrawn_at=None, hidden_at=None)


def news_of_class(campaign: Campaign) -> QuerySet[NewsItem]:
    """Everything the class wrote, for itself."""
    return NewsItem.objects.filter(campaign=campaign)


def news_of_class_get(campaign: Campaign, pk: int) -> NewsItem:
    """One of them that is still there. Raises NewsMissing."""
    found = news_of_class(campaign).filter(pk=pk, withdrawn_at=None).first()
    if found is None:
        raise NewsMissing
    return found


def last_news_at(campaign_ids: Collection[int]) -> dict[int, datetime]:
    """When each class last told something; those that never did are left out. One statement."""
    rows = NewsItem.objects.filter(campaign__in=campaign_ids, withdrawn_at=None, hidden_at=None).order_by()
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


def questions_waiting(campaign: Campaign) -> QuerySet[Question]:
    """For the holder, oldest first."""
    return Question.objects.filter(campaign=campaign, state=QuestionState.WAITING, hidden_at=None)


def letters_of(supporter: Supporter) -> QuerySet[Letter]:
    """One thread, oldest first."""
    return Letter.objects.filter(supporter=supporter, hidden_at=None)


def threads_of(campaign: Campaign) -> QuerySet[Supporter]:
    """Donors with whom the class exchanged letters, the latest first, with what the class has not read (``unread``)."""
    of_donor = Q(letters__author=Author.DONOR, letters__hidden_at=None, letters__read_at=None)
    threads = Supporter.objects.filter(campaign=campaign, letters__hidden_at=None, letters__isnull=False)
    return threads.annotate(
        last_letter=Max("letters__at"), unread=Count("letters", filter=of_donor, distinct=True)
    ).order_by("-last_letter", "-pk")


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
    return Supporter.objects.filter(donation_key=donation_key, removed_at=None).select_related("campaign").first()
