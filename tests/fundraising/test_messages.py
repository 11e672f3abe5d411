"""Every message of this wing can be put into words, in both bodies, from what the outbox keeps of it."""

import pytest

from trousse.platform.notifications.base import Notification, registry
from trousse.platform.notifications.rendering import render

OURS = [message for message in registry.values() if message.__module__.startswith("trousse.fundraising.")]


@pytest.mark.parametrize("message", OURS, ids=lambda message: message.kind)
def test_it_reads_well(message: type[Notification]) -> None:
    sample = message.sample()
    rendered = render(type(sample).from_params(sample.to_params()))
    assert message.label
    assert "potager" in rendered.text
    assert "potager" in rendered.html
    assert rendered.html.count("border-radius:12px;background") == 1  # one button
    for body in (rendered.subject, rendered.text, rendered.html):
        assert "None" not in body
        assert "{{" not in body
