"""Contact details that slip into a text."""

import pytest

from trousse.fundraising.dialogue.rules import holds_contact_details, may_ask, may_tell


@pytest.mark.parametrize(
    "text",
    [
        "Écrivez-moi à jeanne@exemple.fr",
        "jeanne (at) exemple.fr",
        "jeanne arobase exemple point fr",
        "Mon numéro : 06 12 34 56 78",
        "0612345678",
        "+33 6.12.34.56.78",
        "Je suis sur WhatsApp",
    ],
)
def test_found(text: str) -> None:
    assert holds_contact_details(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rendez-vous à 14 h, salle 12.",
        "Il manque 1 234 567 890 étoiles au ciel",
        "Le code postal est 73130, le budget 1 250 €",
        "Les CM1@fond la caisse !",
    ],
)
def test_not_found(text: str) -> None:
    assert not holds_contact_details(text)


def test_a_class_tells_also_after_the_end_and_is_asked_while_people_may_give() -> None:
    assert [state for state in ("scheduled", "open", "suspended", "succeeded", "failed") if may_tell(state)] == [
        "scheduled",
        "open",
        "succeeded",
        "failed",
    ]
    assert not may_ask("failed")
    assert may_ask("open")
