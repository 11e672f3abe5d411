"""One question a topic."""

from collections.abc import Mapping

from django import forms

from trousse.platform.notifications.enums import Rhythm
from trousse.platform.notifications.topics import topics

CHOICES = [(rhythm.value, rhythm.label) for rhythm in Rhythm]


class PreferencesForm(forms.Form):
    """Each topic with its four rhythms; a topic that is not answered keeps the rhythm it had."""

    def __init__(self, *args: object, current: Mapping[str, Rhythm], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._current = current
        for key, topic in topics.items():
            self.fields[key] = forms.ChoiceField(
                label=topic.label,
                help_text=topic.help,
                choices=CHOICES,
                initial=current[key].value,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choisissez l’un des quatre rythmes."},
            )

    def chosen(self) -> dict[str, Rhythm]:
        """The rhythm of every topic."""
        return {key: Rhythm(self.cleaned_data[key] or current) for key, current in self._current.items()}
