"""Every answer to everybody is strict about scripts and frames, and nothing that a foreign page sends is taken."""

import re

import pytest
from django.test import Client
from tests.support.once import built_once, taken_back
from tests.web.matrix import MATRIX, first_for
from tests.web.test_roles import address, snapshot
from tests.web.world import ACTORS, World, browser_of, build_world

world, db = built_once("world", build_world)
SAID = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
SAID |= {"Cross-Origin-Opener-Policy": "same-origin"}
PAGE = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "connect-src 'self'"}
PAGE |= {"frame-ancestors 'none'", "base-uri 'none'", "img-src 'self' data:", "font-src 'self'", "manifest-src 'self'"}
FILE = {"sandbox", "default-src 'none'"}  # what people sent in: no script runs in it, also as a page of ours
IN_LINE = re.compile(r"<script(?![^>]*(?:\ssrc=|application/json))|<style|\s(?:on[a-z]+|style)=\"|=\"javascript:", re.I)
# What applications ask shows a secret or a token of its own instead of the mark of a page; cookies are not read there.
# The page that asks whether to go on checks its own mark; without a question it leads nowhere (faults/test_provider).
WITHOUT_MARK = {"scim", "idp:oidc:token", "idp:oidc:revoke", "idp:oidc:userinfo", "idp:oidc:authorization"}


def test_every_answer_is_strict(db, world: World) -> None:
    """To somebody without a log-in, and to the first for whom an address opens."""
    browsers = {"anonymous": Client(), **{actor: browser_of(*found) for actor, found in ACTORS.items()}}
    loose, pages, ids = [], 0, world.ids()
    for entry in MATRIX:
        for actor in dict.fromkeys(("anonymous", first_for(entry) or "anonymous")):
            with taken_back():
                answer = browsers[actor].get(address(entry, ids))
            is_page = answer["Content-Type"].startswith("text/html") and not answer.streaming
            pages += is_page
            wrong = [name for name, value in SAID.items() if answer.get(name) != value]
            policy = {part.strip() for part in answer.get("Content-Security-Policy", "").split(";")}
            wrong += [] if policy in (PAGE, FILE) else [f"policy {sorted(policy)}"]
            wrong += IN_LINE.findall(answer.content.decode()) if is_page else []
            loose += [f"{entry}, {actor}: {wrong}"] if wrong else []
    assert loose == []
    assert pages > 150


@pytest.mark.parametrize("actor", ["anonymous", "manager"])
def test_what_another_page_sends_is_taken_nowhere(db, world: World, actor: str) -> None:
    browser, ids = Client(enforce_csrf_checks=True), world.ids()
    if actor in ACTORS:
        browser.cookies = browser_of(*ACTORS[actor]).cookies
    taken = []
    before = snapshot()
    for entry, (_get, post) in MATRIX.items():
        if entry.split()[0] in WITHOUT_MARK or entry.startswith("api:") or not post:
            continue
        answer = browser.post(address(entry, ids), {"move": "approve", "revision": 0})
        if answer.status_code not in {403, 404, 405} or (
            answer.status_code == 403 and "zu lange offen" not in said(answer)
        ):
            taken.append(f"{entry}: {answer.status_code}")
    after = snapshot()
    assert taken == []
    assert [table for table in before if before[table] != after[table]] == []


def said(answer) -> str:
    return answer.content.decode()
