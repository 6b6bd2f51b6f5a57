"""Every page leads to its own help in Einfache Sprache."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver
from tests.support.office import build_office
from tests.web.test_roles import names
from tests.web.world import browser_of

from meindo.platform.registry.catalogue import services
from meindo.platform.registry.help import HelpTopic, topic_of
from meindo.web.help_texts import BEGIN
from meindo.web.views.help import all_topics

NAMES = sorted(name for name in names(get_resolver().url_patterns) if not name.startswith("api:"))


@pytest.mark.parametrize("name", NAMES)
def test_every_address_has_help(name: str) -> None:
    topic = topic_of(all_topics(), name)
    assert topic is not None
    assert topic.sentences


def test_the_closest_topic_wins() -> None:
    wide, close, other = (
        HelpTopic("wide", "", (), ("trip_*",)),
        HelpTopic("close", "", (), ("trip_new",)),
        HelpTopic("other", "", (), ("home",)),
    )
    assert topic_of((wide, close, other), "trip_new") is close
    assert topic_of((wide, close, other), "trip_old") is wide
    assert topic_of((wide, close, other), "none") is None


def test_every_topic_has_a_key_of_its_own() -> None:
    keys = [topic.key for topic in all_topics()]
    assert len(keys) == len(set(keys))
    assert all(service.help for service in services())


@pytest.mark.django_db
def test_a_page_leads_to_its_own_help() -> None:
    build_office()
    browser = browser_of("mitarbeiterin")
    link = re.search(r'href="(/hilfe/[^"]*)"', browser.get("/dienstreise/neu/").content.decode())
    assert link is not None
    page = browser.get(link[1]).content.decode()
    assert "Hilfe: Reise beantragen" in page
    assert "Schreiben Sie, wohin Sie fahren und warum." in page


@pytest.mark.django_db
def test_help_without_a_page_begins_with_how_it_goes_and_lists_all_topics() -> None:
    page = Client().get("/hilfe/?zu=gibt-es-nicht").content.decode()
    assert "So geht es" in page
    for topic in all_topics():
        assert (f'?thema={topic.key}"' in page) == (topic is not BEGIN), (
            "what stands there already is not offered again"
        )
    own = Client().get("/hilfe/?thema=suche").content.decode()
    assert '?thema=suche"' not in own
    assert "?thema=beginn" not in own
    assert (
        "Write where you go and why."
        in Client(headers={"accept-language": "en"}).get("/hilfe/?thema=antrag").content.decode()
    )
