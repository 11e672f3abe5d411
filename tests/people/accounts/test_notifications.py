"""The mails about an account."""

import pytest

from trousse.people.accounts.notifications import AccountCode, AccountSecurity, SecurityChange
from trousse.platform.notifications.rendering import render


def test_the_code_is_in_the_subject_and_in_both_bodies() -> None:
    mail = render(AccountCode(code="1234-5678", minutes=15))
    assert mail.subject == "1234-5678 est votre code de connexion"
    for body in (mail.text, mail.html):
        assert "1234-5678" in body
        assert "15 minutes" in body


@pytest.mark.parametrize("change", list(SecurityChange))
def test_each_change_of_protection_is_told(change: SecurityChange) -> None:
    sample = AccountSecurity.sample()
    mail = render(AccountSecurity(change=change, at=sample.at))
    assert mail.subject == change.label
    assert "/compte/securite/" in mail.text
    assert "/compte/securite/" in mail.html
