"""One question a topic; and one’s address, to be sent the way there."""

from collections.abc import Mapping

from django import forms

from trousse.platform.notifications.enums import Rhythm
from trousse.platform.notifications.topics import topics
from trousse.web.components.fields import address_field

CHOICES = [(rhythm.value, rhythm.label) for rhythm in Rhythm]


class AddressForm(forms.Form):
    """Whose preferences."""

    email = address_field("Celui qui reçoit nos messages.")


class RhythmField(forms.ChoiceField):
    """Four choices, one of them taken. A topic that was declared after the page was shown keeps the rhythm it had."""

    def clean(self, value: object) -> str:
        chosen: str = super().clean(value or self.initial)
        return chosen


class PreferencesForm(forms.Form):
    """Each topic with its four rhythms."""

    def __init__(self, *args: object, current: Mapping[str, Rhythm], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for key, topic in topics.items():
            self.fields[key] = RhythmField(
                label=topic.label,
                help_text=topic.help,
                choices=CHOICES,
                initial=current[key].value,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choisissez l’un des quatre rythmes."},
            )

    def chosen(self) -> dict[str, Rhythm]:
        """The rhythm of every topic."""
        return {key: Rhythm(self.cleaned_data[key]) for key in self.fields}
