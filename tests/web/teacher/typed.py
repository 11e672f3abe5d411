"""What a browser sends back from a step of the wizard."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from trousse.fundraising.projects.models import Project


def address(project: Project, slug: str) -> str:
    """The page of this step."""
    return f"/enseignant/projet/{project.pk}/etape/{slug}"


def answers(client: Client, project: Project, slug: str, **changes: Any) -> dict[str, Any]:
    """The whole step as a browser shows it, with ``changes`` over it: what a press on a button sends."""
    page = BeautifulSoup(client.get(address(project, slug)).content, "html.parser")
    form = page.find("form", id="projet")
    assert form is not None, "the step has its form"
    data: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = str(field.get("name", "")), field.get("type")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if kind in {"checkbox", "radio"}:
            if kind == "checkbox":
                data.setdefault(name, [])
            if field.has_attr("checked"):
                data[name] = [*data[name], field["value"]] if kind == "checkbox" else field["value"]
        elif field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            data[name] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            data[name] = field.get_text().removeprefix("\n").removeprefix("\r\n")
        else:
            data[name] = field.get("value", "")
    return {**data, **changes}
