"""What people say of a published draft."""

import pytest

from tests.giving.equalisation import versions
from tests.people.factories import make_user
from trousse.core.actors import Actor
from trousse.core.errors import Missing
from trousse.core.links import LinkExpired
from trousse.giving.equalisation import jobs, links, services
from trousse.giving.equalisation.errors import CommentMissing, CommentsClosed
from trousse.giving.equalisation.models import RuleComment, RuleVersion
from trousse.giving.equalisation.reporting import COMMENT
from trousse.giving.equalisation.selectors import comments_of
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> RuleVersion:
    return versions.published(versions.member())


def say(version: RuleVersion, text: str = "Merci d’y penser", email: str = "Jeanne@exemple.fr ") -> RuleComment:
    return services.comment_write(version=version, first_name="Jeanne", email=email, text=text)


def test_it_is_read_once_the_address_is_confirmed(version: RuleVersion) -> None:
    said = say(version)
    assert not comments_of(version)
    letter = Message.objects.get(kind="equalisation.comment_confirm")
    assert letter.to == "jeanne@exemple.fr"
    assert links.read(letter.params["url"].rpartition("/")[2]) == said.pk
    services.comment_confirm(comment_id=said.pk)
    services.comment_confirm(comment_id=said.pk)
    assert list(comments_of(version)) == [said]


def test_from_an_account_it_is_read_at_once(version: RuleVersion) -> None:
    said = services.comment_write(version=version, first_name="Jeanne", text="Bien", user=make_user())
    assert list(comments_of(version)) == [said]
    assert not Message.objects.filter(kind="equalisation.comment_confirm").exists()


def test_the_same_words_are_said_once(version: RuleVersion) -> None:
    assert say(version) == say(version)
    assert Message.objects.filter(kind="equalisation.comment_confirm").count() == 2
    assert say(version, "Autre chose") != say(version)


def test_not_once_comments_are_closed(version: RuleVersion) -> None:
    said = say(version)
    with versions.later(15):
        with pytest.raises(CommentsClosed):
            say(version, "Trop tard")
        assert services.comment_confirm(comment_id=said.pk).is_visible


def test_an_old_link_says_so(version: RuleVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    token = links.confirm_url(say(version).pk).rpartition("/")[2]
    monkeypatch.setattr(links, "MAX_AGE", -links.MAX_AGE)
    with pytest.raises(LinkExpired):
        links.read(token)
    with pytest.raises(CommentMissing):
        services.comment_confirm(comment_id=0)


def test_moderators_hide_it_and_put_it_back(version: RuleVersion) -> None:
    said, actor = say(version), Actor.system("tests")
    with pytest.raises(Missing):
        COMMENT.title(str(said.pk))
    services.comment_confirm(comment_id=said.pk)
    assert COMMENT.title(str(said.pk)) == "Avis de Jeanne sur les règles de solidarité, version 2"
    assert COMMENT.url(str(said.pk)).endswith(f"/2#avis-{said.pk}")
    assert list(COMMENT.author_emails(str(said.pk))) == ["jeanne@exemple.fr"]
    COMMENT.hide(str(said.pk), actor, "nomme une école")
    assert not comments_of(version)
    COMMENT.show(str(said.pk), actor, "c’était une erreur")
    assert list(comments_of(version)) == [said]


def test_names_are_forgotten_and_words_stay(version: RuleVersion) -> None:
    kept, gone = say(version), say(version, "Jamais confirmé", "paul@exemple.fr")
    other = say(version, "Moi aussi", "ines@exemple.fr")
    for each in (kept, other):
        services.comment_confirm(comment_id=each.pk)
    with versions.later(31):
        jobs.forget()
    assert not RuleComment.objects.filter(pk=gone.pk).exists()
    with versions.later(1_096):
        jobs.forget()
        assert services.people_forget() == 0
    told = comments_of(version)
    assert {each.first_name for each in told} == {"Quelqu’un"}
    assert not {each.email for each in told} & {"jeanne@exemple.fr", "ines@exemple.fr"}
    assert {each.text for each in told} == {"Merci d’y penser", "Moi aussi"}
