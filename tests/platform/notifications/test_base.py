import json
from dataclasses import dataclass
from typing import Self

import pytest

from tests.platform.notifications.note import Note
from trousse.core.money import Euro
from trousse.core.registry import AlreadyRegistered
from trousse.platform.notifications.base import Notification, from_message, register


def test_facts_survive_their_wait_in_the_outbox() -> None:
    for note in (Note.sample(), Note(first_name="Léa", amount=Euro(1), remarks=("a", "b"), pairs=())):
        assert Note.from_params(json.loads(json.dumps(note.to_params()))) == note


def test_a_row_of_the_outbox_finds_its_class() -> None:
    note = Note.sample()
    assert from_message("test.note", note.to_params()) == note
    with pytest.raises(KeyError, match="nothing registered"):
        from_message("test.gone", {})


def test_templates_see_the_fields() -> None:
    assert Note.sample().context()["first_name"] == "Jeanne"


def test_two_messages_cannot_share_a_kind() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Other(Note):
        pass

    with pytest.raises(AlreadyRegistered):
        register(Other)


def test_a_message_holds_facts_not_objects() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Wrong(Notification):
        kind = "test.wrong"
        thing: object

        @classmethod
        def sample(cls) -> Self:
            return cls(thing=object())

    with pytest.raises(TypeError, match="cannot hold"):
        Wrong.sample().to_params()
