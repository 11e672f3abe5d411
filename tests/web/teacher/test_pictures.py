"""The pictures of a project, as its holder arranges them and as everybody sees them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.fundraising import make
from tests.platform.documents.samples import PDF
from tests.platform.pictures import samples
from tests.platform.pictures.quick import ALT, add, attestation
from tests.web.reading import page, problems, value_of, words
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.projects.models import Project
from trousse.platform.documents import rules as documents
from trousse.platform.parameters.models import DatedValue
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.selectors import all_pictures_of
from trousse.platform.pictures.services import picture_take_down

pytestmark = pytest.mark.django_db

quick = pytest.mark.usefixtures("quick_studio")


def here(project: Project, picture: Picture | None = None, more: str = "") -> str:
    return f"/enseignant/projet/{project.pk}/images{f'/{picture.pk}' if picture else ''}{more}"


def sent(**fields: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("IMG_1.jpg", b"a"), "alt": ALT, "minors": "non", **fields}


def attested(**fields: Any) -> dict[str, Any]:
    today = clock.today()
    given = {
        "attestation_name": "Nadia",
        "attestation_on": today.isoformat(),
        "attestation_scope": "La page du projet",
        "attestation_expires_on": (today + timedelta(days=90)).isoformat(),
    }
    return {**given, **fields}


@pytest.fixture
def project(client: Client) -> Project:
    draft = make.draft()
    client.force_login(draft.holder)
    return draft


def test_a_real_photo_is_added(client: Client, project: Project) -> None:
    photo = SimpleUploadedFile("IMG_1.jpg", samples.photo_with_secrets(6))
    assert client.post(here(project), sent(file=photo)).status_code == 302
    [picture] = all_pictures_of("project", project.pk)
    assert (picture.width, picture.height, picture.alt) == (400, 640, ALT)
    shown = page(client.get(here(project))).select_one(".images picture img")
    assert shown is not None
    assert (shown["alt"], shown["width"], shown["src"]) == (ALT, "400", f"/images/{picture.pk}/400.jpg")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (samples.png_bomb(), "60000 × 60000"),
        (samples.photo()[:-40], "incomplète"),
        (samples.GIF_POLYGLOT, "GIF"),
        (samples.SVG, "SVG"),
        (b"", "vide"),
        (PDF, "PDF"),
        (samples.pdf_inside(), "en cache un autre"),
        (samples.HEIC, "HEIC"),
    ],
)
def test_a_hostile_file_is_refused_in_words_and_the_rest_is_kept(
    client: Client, project: Project, content: bytes, said: str
) -> None:
    answer = client.post(here(project), sent(file=SimpleUploadedFile("IMG_1.jpg", content)))
    assert answer.status_code == 422
    [problem] = problems(answer)
    assert said in problem
    assert value_of(answer, "alt") == ALT
    assert not Picture.objects.exists()


def test_too_heavy_a_file_is_refused_without_being_read(
    client: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    DatedValue.objects.create(key="pictures.max_megabytes", value=1, in_force_from=date(2020, 1, 1), note="essai")
    monkeypatch.setattr("trousse.web.components.picture_fields.picture_add", lambda **_: pytest.fail("read"))
    [problem] = problems(client.post(here(project), sent(file=SimpleUploadedFile("IMG_1.jpg", b"a" * 1_100_000))))
    assert "pèse 2" in problem


@quick
def test_what_is_missing_is_said_beside_its_field(client: Client, project: Project) -> None:
    answer = client.post(here(project), {"alt": "IMG_1.jpg"})
    told = " ".join(problems(answer))
    assert len(problems(answer)) == 3
    for said in ("choisissez une image", "reconnaître un élève", "Dites ce que l’on voit"):
        assert said.lower() in told.lower()


@quick
def test_recognisable_pupils_ask_for_an_attestation_or_wait(client: Client, project: Project) -> None:
    assert len(problems(client.post(here(project), sent(minors="oui")))) == 4
    client.post(here(project), sent(minors="oui", later="on"))
    assert "Attestation attendue" in words(page(client.get(here(project))).select_one(".images"))
    client.post(here(project), sent(minors="oui", **attested()))
    waiting, published = all_pictures_of("project", project.pk)
    assert waiting.is_pending
    assert published.is_published


@quick
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"attestation_expires_on": "2020-01-01"}, "date est passée"),
        ({"attestation_on": "2100-01-01"}, "avant de publier"),
    ],
)
def test_an_attestation_that_does_not_hold_says_why(
    client: Client, project: Project, fields: dict[str, str], said: str
) -> None:
    [problem] = problems(client.post(here(project), sent(minors="oui", **attested(**fields))))
    assert said in problem


@quick
def test_attested_later_then_renewed(client: Client, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = add(project, minors=True)
    form = here(project, picture, "/attestation")
    assert problems(client.post(form, {}))
    scan = SimpleUploadedFile("autorisations.pdf", PDF)
    assert client.post(form, attested(attestation_scan=scan)).status_code == 302
    assert Picture.objects.get().is_published
    assert value_of(client.get(form), "attestation_scope") == "La page du projet"
    monkeypatch.setattr(documents, "LARGEST", 1_000)
    heavy = client.post(form, attested(attestation_scan=SimpleUploadedFile("a.pdf", PDF + b" " * 1_000)))
    assert "Réduisez-le" in problems(heavy)[0]
    wrong = client.post(form, attested(attestation_scan=SimpleUploadedFile("a.exe", b"MZ123")))
    assert wrong.status_code == 422


@quick
def test_ordered_described_and_removed(client: Client, project: Project) -> None:
    first, second = add(project), add(project)
    client.post(here(project, second), {"action": "couverture"})
    assert all_pictures_of("project", project.pk) == [second, first]
    client.post(here(project, second), {"action": "apres"})
    assert all_pictures_of("project", project.pk) == [first, second]
    client.post(here(project, second), {"action": "avant"})
    assert all_pictures_of("project", project.pk) == [second, first]
    client.post(here(project, first), {"action": "decrire", "alt": "Un semis de radis sous la serre"})
    client.post(here(project, first), {"action": "decrire", "alt": ""})
    first.refresh_from_db()
    assert first.alt == "Un semis de radis sous la serre"
    client.post(here(project, second), {"action": "retirer"})
    assert all_pictures_of("project", project.pk) == [first]
    assert client.post(here(project, first), {"action": "danser"}).status_code == 422


@quick
def test_nobody_else_comes_here(client: Client, project: Project) -> None:
    picture = add(project)
    other = add(make.draft())
    assert client.post(here(project, other), {"action": "retirer"}).status_code == 404
    client.force_login(make.person())
    for method, url in (("get", here(project)), ("post", here(project, picture))):
        assert getattr(client, method)(url).status_code == 404


@quick
def test_each_state_says_what_to_do(client: Client, project: Project) -> None:
    add(project, minors=True, attested=attestation())
    picture = add(project)
    picture_take_down(picture=picture, actor=Actor.system("tests"), reason="Signalée.")
    told = words(page(client.get(here(project))).select_one(".images"))
    for said in ("Couverture", "Autorisée", "Renouveler l’attestation", "Retirée", "comment le contester"):
        assert said in told


@quick
def test_the_public_sees_the_cover_the_album_and_how_to_report(client: Client) -> None:
    campaign = make.campaign()
    cover, second = add(campaign.project), add(campaign.project)
    add(campaign.project, minors=True)
    shown = page(client.get(f"/projet/{campaign.pk}-{campaign.slug}"))
    [first, other] = shown.select("main picture img")
    assert (first["src"], other["src"]) == (f"/images/{cover.pk}/480.jpg", f"/images/{second.pk}/480.jpg")
    assert first["fetchpriority"] == "high"
    assert other["loading"] == "lazy"
    links = [link["href"] for link in shown.select("a.signaler")]
    assert f"/signaler/picture/{cover.pk}" in links
    assert f"/signaler/campaign/{campaign.pk}" in links
    social = shown.select_one("meta[property='og:image']")
    assert social is not None
    assert "/images/" not in str(social["content"])  # networks keep copies: they are shown a drawing
    card = page(client.get("/projets")).select_one(".carte-projet picture img")
    assert card is not None
    assert card["src"] == f"/images/{cover.pk}/480.jpg"


@quick
def test_without_picture_a_project_keeps_the_drawing_of_its_theme(client: Client) -> None:
    campaign = make.campaign()
    shown = page(client.get(f"/projet/{campaign.pk}-{campaign.slug}"))
    assert shown.select("main picture") == []
    assert shown.select_one(".projet__image svg") is not None


@quick
def test_the_preview_and_the_reviewer_see_them(client: Client, project: Project) -> None:
    add(project)
    assert page(client.get(f"/enseignant/projet/{project.pk}/apercu")).select("main picture")


@quick
def test_the_dashboard_says_what_waits_and_what_ends(client: Client) -> None:
    campaign = make.campaign()
    client.force_login(campaign.project.holder)
    assert "Pas encore d’image" in words(page(client.get("/enseignant")).main)
    add(campaign.project)
    add(campaign.project, minors=True)
    add(campaign.project, minors=True, attested=attestation(days=5))
    told = words(page(client.get("/enseignant")).main)
    for said in ("2 images montrées sur la page", "1 image reste cachée", "une image disparaît après le"):
        assert said in told
