"""The diagrams of the documentation are those of the code."""

from django.conf import settings

from trousse.operations import diagrams


def test_the_documented_workflows_are_the_ones_in_force() -> None:
    assert diagrams.is_up_to_date(settings.BASE_DIR / "docs" / "architecture.md"), "run `make manage C=draw_workflows`"
