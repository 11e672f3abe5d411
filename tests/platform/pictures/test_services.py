from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from tests.fundraising import make
from tests.platform.documents.samples import PDF
from tests.platform.pictures.quick import ALT, add, attestation, moderator
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.jobs import run_pending
from trousse.core.workflow import TransitionForbidden
from trousse.fundraising.projects.models import Project
from trousse.platform.audit.models import Event
from trousse.platform.documents.models import Document
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.selectors import rendered
from trousse.platform.parameters.models import DatedValue
from trousse.platform.pictures import calendar
from trousse.platform.pictures.deleting import orphans_sweep
from trousse.platform.pictures.enums import PictureState
from trousse.platform.pictures.errors import AttestationInvalid, PictureMissing, PictureRefused, TooManyPictures
from trousse.platform.pictures.jobs import forget
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.rules import Scan
from trousse.platform.pictures.selectors import (
    all_pictures_of,
    picture_to_edit,
    pictures_of,
    pictures_of_many,
    rendition_served,
)
from trousse.platform.pictures.services import (
    picture_add,
    picture_attest,
    picture_describe,
    picture_move,
    picture_remove,
    picture_restore,
    picture_take_down,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_studio")]

REASON = "Un enfant est reconnaissable."


def _files(media_root: Path) -> list[str]:
    return sorted(path.name for path in (media_root / "pictures").rglob("*") if path.is_file())


def test_a_picture_without_recognisable_minors_is_published(media_root: Path) -> None:
    project = make.draft()
    picture = add(project)
    assert pictures_of("project", project.pk) == [picture]
    assert len(_files(media_root)) == 3
    assert Event.objects.get(verb="picture.add").data["of"] == f"project:{project.pk}"


def test_with_minors_and_no_attestation_it_waits_unseen() -> None:
    project = make.draft()
    picture = add(project, minors=True)
    assert picture.state == PictureState.PENDING
    assert pictures_of("project", project.pk) == []
    assert all_pictures_of("project", project.pk) == [picture]


def test_attested_it_is_published_with_its_proof() -> None:
    project = make.draft()
    picture = add(project, minors=True)
    scan = Scan("autorisations.pdf", PDF)
    picture_attest(picture=picture, attestation=attestation(scan=scan), actor=Actor.of_user(project.holder))
    [published] = pictures_of("project", project.pk)
    assert published.attestation_name == "Nadia"
    assert published.attestation_document is not None
    assert published.attestation_document.name == "autorisations.pdf"


def test_only_its_holder_attests() -> None:
    picture = add(make.draft(), minors=True)
    with pytest.raises(TransitionForbidden):
        picture_attest(picture=picture, attestation=attestation(), actor=Actor.of_user(moderator()))


def test_an_attestation_that_does_not_hold_keeps_nothing() -> None:
    project = make.draft()
    with pytest.raises(AttestationInvalid) as refused:
        add(project, minors=True, attested=attestation(days=4000))
    assert set(refused.value.problems) == {"expires_on"}
    assert not Picture.objects.exists()


def test_postgresql_publishes_no_minor_without_attestation() -> None:
    picture = add(make.draft(), minors=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(state=PictureState.READY)


def test_a_refused_file_says_why_and_keeps_nothing() -> None:
    with pytest.raises(PictureRefused) as refused:
        add(make.draft(), content=b"")
    assert "vide" in refused.value.user_message
    assert not Picture.objects.exists()


def test_a_kind_that_nobody_registered_has_no_pictures() -> None:
    with pytest.raises(KeyError):
        picture_add(
            subject_kind="planet",
            subject_id=1,
            content=b"a",
            alt=ALT,
            minors=False,
            attestation=None,
            actor=Actor.system("tests"),
        )


def test_a_page_holds_a_few_pictures() -> None:
    DatedValue.objects.create(key="pictures.most_per_subject", value=2, in_force_from=date(2020, 1, 1), note="essai")
    project = make.draft()
    add(project)
    add(project)
    with pytest.raises(TooManyPictures):
        add(project)


def test_the_first_is_the_cover_and_the_others_follow() -> None:
    project = make.draft()
    actor = Actor.of_user(project.holder)
    first, second, third = add(project), add(project), add(project)
    picture_move(picture=third, place=0, actor=actor)
    assert pictures_of("project", project.pk) == [third, first, second]
    picture_move(picture=third, place=9, actor=actor)
    assert pictures_of("project", project.pk) == [first, second, third]


def test_pictures_of_many_projects_are_read_in_one_statement(django_assert_num_queries: object) -> None:
    one, other, none = make.draft(), make.draft(), make.draft()
    hung = add(one)
    add(other, minors=True)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = pictures_of_many("project", [one.pk, other.pk, none.pk])
    assert found == {str(one.pk): [hung], str(other.pk): [], str(none.pk): []}
    assert pictures_of_many("project", []) == {}


def test_removed_it_is_gone_with_its_files_unless_another_shows_them(media_root: Path) -> None:
    project = make.draft()
    actor = Actor.of_user(project.holder)
    alone, twin, same = add(project, content=b"alone"), add(project, content=b"twin"), add(project, content=b"twin")
    assert len(_files(media_root)) == 6
    picture_remove(picture=alone, actor=actor)
    picture_remove(picture=twin, actor=actor)
    picture_remove(picture=twin, actor=actor)
    run_pending()
    assert pictures_of("project", project.pk) == [same]
    assert len(_files(media_root)) == 3


def test_the_signed_papers_go_with_the_last_picture_they_were_for(media_root: Path) -> None:
    project = make.draft()
    actor = Actor.of_user(project.holder)
    picture = add(project, minors=True, attested=attestation(scan=Scan("autorisations.pdf", PDF)))
    assert Document.objects.count() == 1
    picture_remove(picture=picture, actor=actor)
    assert not Document.objects.exists()


def test_files_of_a_picture_that_was_rolled_back_are_found_and_deleted(media_root: Path) -> None:
    project = make.draft()
    kept = add(project, content=b"kept")
    with transaction.atomic():
        add(project, content=b"lost")
        transaction.set_rollback(True)
    assert len(_files(media_root)) == 6
    assert orphans_sweep() == 0
    with clock.frozen(_at(2)):
        assert orphans_sweep() == 3
    assert pictures_of("project", project.pk) == [kept]
    assert len(_files(media_root)) == 3


def test_only_its_holder_reaches_it_to_edit() -> None:
    picture = add(make.draft())
    assert picture_to_edit(Project.objects.get().holder, picture.pk) == picture
    for user, key in ((make.person(), picture.pk), (Project.objects.get().holder, uuid4())):
        with pytest.raises(PictureMissing):
            picture_to_edit(user, key)


def test_a_description_may_be_corrected_not_emptied() -> None:
    picture = add(make.draft())
    actor = Actor.of_user(Project.objects.get().holder)
    assert picture_describe(picture=picture, alt="Un semis de radis sous une serre", actor=actor).alt.startswith("Un")
    with pytest.raises(PictureRefused):
        picture_describe(picture=picture, alt="", actor=actor)


# --- The calendar -----------------------------------------------------------------------------------------------------


def _at(days: int, hour: int = 12) -> datetime:
    return datetime.now(ZoneInfo("Europe/Paris")).replace(hour=hour, minute=5) + timedelta(days=days)


def test_an_author_is_reminded_once_before_the_end() -> None:
    project = make.draft()
    add(project, minors=True, attested=attestation(days=30))
    assert calendar.pictures_remind() == 0
    with clock.frozen(_at(17)):
        assert calendar.pictures_remind() == 1
        assert calendar.pictures_remind() == 0
    message = Message.objects.get(kind="pictures.expiring")
    assert message.to == project.holder.email
    assert "Image du projet" in rendered(message).text


def test_the_last_day_included_then_gone_at_midnight_even_before_the_job() -> None:
    project = make.draft()
    picture = add(project, minors=True, attested=attestation(days=30))
    with clock.frozen(_at(30, hour=23)):
        assert calendar.pictures_expire() == 0
        assert pictures_of("project", project.pk) == [picture]
    with clock.frozen(_at(31, hour=0)):
        assert pictures_of("project", project.pk) == []
        assert calendar.pictures_expire() == 1
        assert calendar.pictures_expire() == 0
    picture.refresh_from_db()
    assert picture.state == PictureState.EXPIRED
    assert Message.objects.filter(kind="pictures.expired", to=project.holder.email).count() == 1


def test_renewed_it_comes_back_and_will_be_reminded_again() -> None:
    project = make.draft()
    picture = add(project, minors=True, attested=attestation(days=5))
    calendar.pictures_remind()
    with clock.frozen(_at(6)):
        calendar.pictures_expire()
        picture_attest(picture=picture, attestation=attestation(days=10), actor=Actor.of_user(project.holder))
        assert pictures_of("project", project.pk) == [picture]
        assert calendar.pictures_remind() == 1


def test_what_nobody_renewed_is_deleted_in_the_end(media_root: Path) -> None:
    project = make.draft()
    add(project, minors=True, attested=attestation(days=1))
    with clock.frozen(_at(2)):
        calendar.pictures_expire()
    with clock.frozen(_at(61)):
        forget()
        assert Picture.objects.count() == 1
    with clock.frozen(_at(63)):
        forget()
        run_pending()
    assert not Picture.objects.exists()
    assert _files(media_root) == []


# --- Taking down ------------------------------------------------------------------------------------------------------


def test_taken_down_it_is_hidden_and_may_come_back() -> None:
    project = make.draft()
    picture = add(project)
    by = Actor.of_user(moderator())
    picture_take_down(picture=picture, actor=by, reason=REASON)
    picture_take_down(picture=picture, actor=by, reason=REASON)
    assert pictures_of("project", project.pk) == []
    picture_restore(picture=picture, actor=by, reason="Rien à redire.")
    picture_restore(picture=picture, actor=by, reason="Rien à redire.")
    assert pictures_of("project", project.pk) == [picture]


def test_by_caution_it_is_hidden_before_anybody_looked() -> None:
    picture = add(make.draft())
    hidden = picture_take_down(picture=picture, actor=Actor.system("moderation"), reason=REASON)
    assert hidden.is_taken_down


def test_restored_after_its_authorisation_ended_it_waits_for_another() -> None:
    project = make.draft()
    picture = add(project, minors=True, attested=attestation(days=5))
    by = Actor.of_user(moderator())
    picture_take_down(picture=picture, actor=by, reason=REASON)
    with clock.frozen(_at(10)):
        assert picture_restore(picture=picture, actor=by, reason="Rien à redire.").state == PictureState.PENDING


def test_its_holder_does_not_restore_it() -> None:
    project = make.draft()
    picture = add(project)
    picture_take_down(picture=picture, actor=Actor.of_user(moderator()), reason=REASON)
    with pytest.raises(TransitionForbidden):
        picture_restore(picture=picture, actor=Actor.of_user(project.holder), reason="Elle est à moi.")


# --- Serving ----------------------------------------------------------------------------------------------------------


def test_a_draft_is_served_to_its_holder_and_its_readers_alone() -> None:
    project = make.draft()
    picture = add(project)
    served = rendition_served(picture_id=picture.pk, width=480, format_="webp", user=project.holder)
    assert (served.read(), served.media_type, served.is_public) == (b"awebp", "image/webp", False)
    with pytest.raises(PictureMissing):
        rendition_served(picture_id=picture.pk, width=480, format_="webp", user=make.person())
    with pytest.raises(PictureMissing):
        rendition_served(picture_id=picture.pk, width=481, format_="webp", user=project.holder)
    seen = rendition_served(picture_id=picture.pk, width=480, format_="webp", user=moderator())
    assert not seen.is_public
