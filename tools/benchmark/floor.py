"""The floor: what a plain Django page costs here. Session, five indexed queries, a template; and a list of 50 rows."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from meindo.platform.cases.models import Case
from meindo.platform.notify.models import Notification
from meindo.platform.people.models import Employment, Person, Placement
from meindo.urls import urlpatterns as own_urls

PAGE = """<!doctype html><html lang="de"><head><title>{{ person.display_name }}</title></head><body>
<header><a href="/">meindo</a><nav><ul>{% for entry in menu %}<li><a href="/">{{ entry }}</a></li>{% endfor %}</ul></nav></header>
<main><h1>{{ person.display_name }}</h1><p>{{ job.personnel_no }}, {{ placement.title }}</p>
<ul>{% for case in cases %}<li><a href="/">{{ case.number }}</a> {{ case.headline }} {{ case.starts_on|date }}</li>{% endfor %}</ul>
<ul>{% for note in notes %}<li>{{ note.msgid }}</li>{% endfor %}</ul></main></body></html>"""
LIST = """<!doctype html><html lang="de"><head><title>Liste</title></head><body><main><h1>Liste</h1><table>
<thead><tr><th>Wer</th><th>Was</th><th>Von</th><th>Bis</th><th>Betrag</th><th>Frist</th></tr></thead><tbody>
{% for case in cases %}<tr><th><a href="/{{ case.uuid }}/">{{ case.person.display_name }}</a></th><td>{{ case.headline }}</td>
<td>{{ case.starts_on|date }}</td><td>{{ case.ends_on|date }}</td><td>{{ case.amount_eur|default:"" }}</td><td>{{ case.due_on|date }}</td></tr>
{% endfor %}</tbody></table></main></body></html>"""
MENU = ["Start", "Vorgänge", "Dienste", "Akte"]


def page(request: HttpRequest) -> HttpResponse:
    """Session and five indexed queries."""
    person = Person.objects.get(user=request.session["_auth_user_id"])
    context = {
        "person": person,
        "job": Employment.objects.filter(person=person).first(),
        "placement": Placement.objects.filter(person=person).first(),
        "cases": Case.objects.filter(person=person).order_by("-created_at")[:5],
        "notes": Notification.objects.filter(person=person).order_by("-created_at")[:3],
        "menu": MENU,
    }
    return HttpResponse(_page.render(context, request))


def rows(request: HttpRequest) -> HttpResponse:
    """Session and one indexed query for 50 rows."""
    cases = Case.objects.filter(is_open=True).select_related("person").order_by("due_on", "id")[:50]
    return HttpResponse(_list.render({"cases": cases}, request))


_page = engines["django"].from_string(PAGE)
_list = engines["django"].from_string(LIST)
urlpatterns = [path("bench/floor/", page), path("bench/floor-list/", rows), *own_urls]
