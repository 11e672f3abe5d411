"""With the keyboard alone: Tab, Space, Enter and what one types. Where one is can always be seen."""

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLong

from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.visitor import Visitor

MOST_STEPS = 120

_WHERE = """() => {
  const here = document.activeElement;
  const label = here.labels && here.labels.length ? here.labels[0].innerText : "";
  return (label || here.getAttribute("aria-label") || here.innerText || here.value || "").replace(/\\s+/g, " ").trim();
}"""
_IS_SHOWN = """() => {
  const shown = [document.activeElement, document.activeElement.nextElementSibling].filter(each => each);
  const box = document.activeElement.getBoundingClientRect();
  const ring = shown.some(each => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  return ring && box.bottom > 0 && box.top < innerHeight;
}"""


def test_a_gift(journey: Journey) -> None:
    campaign = world.campaign("Un alphabet de bois")
    visitor = journey.somebody()
    visitor.goes_to(giving.page_of(campaign), campaign.title)
    _skips_to_content(visitor)
    _walks_to(visitor, "50 €")
    visitor.page.keyboard.press("ArrowLeft")
    assert _where(visitor.page).startswith("20 €"), "Tab leads to the amounts, arrows from one to the next"
    _presses(visitor, "Donner à cette classe")
    visitor.is_at(giving.TO_A_CLASS)

    for label, text in (("Prénom", "Gaël"), ("Nom", "Morel"), ("Courriel", "gael@clavier.exemple.fr")):
        _walks_to(visitor, label)
        visitor.page.keyboard.type(text)
    _walks_to(visitor, "J’accepte les conditions")
    visitor.page.keyboard.press("Space")
    _presses(visitor, "Continuer vers le paiement")
    visitor.reads("Une dernière vérification")
    _presses(visitor, "Payer par carte")
    visitor.is_at("Payer 20")
    _presses(visitor, "Payer 20")
    visitor.is_at("Merci Gaël")
    assert giving.raised(campaign) == 20


def test_an_error_is_met_at_once(journey: Journey) -> None:
    """After a mistake the focus is on the summary of errors, whose links lead to the fields."""
    campaign = world.campaign("Un abécédaire de sons")
    visitor = journey.somebody(width=390)
    visitor.goes_to(f"/don/projet/{campaign.pk}/vous?montant=20", giving.TO_A_CLASS)
    _presses(visitor, "Continuer vers le paiement")
    visitor.is_at(giving.TO_A_CLASS)
    visitor.page.wait_for_function("() => document.activeElement.className === 'resume-erreurs'")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.type("Gaëlle")
    assert visitor.field("Prénom").input_value() == "Gaëlle"


def test_the_menu_of_a_phone(journey: Journey) -> None:
    visitor = journey.somebody(width=390)
    visitor.goes_to("/", "Ouvrez la trousse")
    _presses(visitor, "Menu")
    _presses(visitor, "Comment ça marche")
    visitor.page.wait_for_url("**/comment-ca-marche")


def _skips_to_content(visitor: Visitor) -> None:
    visitor.page.keyboard.press("Tab")
    assert _where(visitor.page) == "Aller au contenu"
    _is_seen(visitor.page, "the skip link")
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("() => document.activeElement.id") == "contenu"


def _walks_to(visitor: Visitor, name: str) -> None:
    """Tab after Tab; every stop on the way is shown."""
    for _ in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        here = _where(visitor.page)
        _is_seen(visitor.page, here)
        if here.startswith(name):
            return
    raise AssertionError(f"« {name} » is not reached by Tab")


def _presses(visitor: Visitor, name: str) -> None:
    _walks_to(visitor, name)
    visitor.page.keyboard.press("Enter")


def _is_seen(page: Page, what: str) -> None:
    """A ring around what has the focus, or around what stands for it, and all of it on the screen."""
    try:
        page.wait_for_function(_IS_SHOWN, timeout=2_000)
    except TooLong as error:
        raise AssertionError(f"the focus cannot be seen on « {what} »") from error


def _where(page: Page) -> str:
    """What has the focus, in the words of its label."""
    words: str = page.evaluate(_WHERE)
    return words
