"""Ready-made messages, in one's own words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trousse.core.errors import Invalid
from trousse.fundraising.coaching import services
from trousse.fundraising.coaching.selectors import templates_of
from trousse.people.accounts.enums import Role
from trousse.web.access import GET_POST, requires
from trousse.web.coach.forms import TemplateForm
from trousse.web.coach.here import signed_in_user
from trousse.web.components.cards import Crumb


@requires(Role.COACH, Role.PLATFORM, methods=GET_POST)
def templates(request: HttpRequest) -> HttpResponse:
    """Each with its own form; one button comes back to the wording proposed."""
    user = signed_in_user(request)
    shown = templates_of(user)
    typed: dict[str, TemplateForm] = {}
    if request.method == "POST":
        key = request.POST.get("modele", "")
        if key not in {each.key for each in shown}:
            raise Invalid("Ce modèle n’existe pas. Rechargez la page, s’il vous plaît.")
        form = TemplateForm(request.POST, auto_id=f"{key}-%s")
        if "reprendre" in request.POST:
            services.template_reset(coach=user, key=key)
            messages.success(request, "Le texte proposé est de retour.")
            return redirect("coach:templates")
        if form.is_valid():
            services.template_write(coach=user, key=key, text=form.cleaned_data["text"])
            messages.success(request, "Votre texte est gardé.")
            return redirect("coach:templates")
        typed[key] = form
    forms = [
        (each, typed.get(each.key) or TemplateForm(initial={"text": each.text}, auto_id=f"{each.key}-%s"))
        for each in shown
    ]
    context = {
        "crumbs": [Crumb("Mes enseignants", reverse("coach:projects")), Crumb("Messages tout prêts")],
        "models": forms,
        "forms": list(typed.values()),
    }
    return render(request, "coach/templates.html", context, status=422 if typed else 200)
