"""Help for everybody, in Einfache Sprache: what helps on the page from which one came, then everything else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from meindo.identity.help_texts import TOPICS as IDENTITY
from meindo.platform.registry.catalogue import services
from meindo.platform.registry.help import HelpTopic, topic_of
from meindo.web.help_texts import BEGIN, TOPICS


def all_topics() -> list[HelpTopic]:
    """What the shell, identity and the services say."""
    return [*TOPICS, *IDENTITY, *(topic for service in services() for topic in service.help)]


def help_page(request: HttpRequest) -> HttpResponse:
    """How to begin, what helps on the page named by `zu` or about the topic named by `thema`, and the paper way."""
    topics = all_topics()
    wanted = request.GET.get("thema", "")
    topic = next((found for found in topics if found.key == wanted), None) or topic_of(
        topics, request.GET.get("zu", "")
    )
    shown = (topic, BEGIN)  # how it goes stands on every page of the help
    context = {
        "begin": [gettext(sentence) for sentence in BEGIN.sentences] if topic is not BEGIN else [],
        "topic": gettext(topic.title) if topic else "",
        "sentences": [gettext(sentence) for sentence in topic.sentences] if topic else [],
        "topics": [(found.key, gettext(found.title)) for found in topics if found not in shown],
    }
    return render(request, "web/help.html", context)
