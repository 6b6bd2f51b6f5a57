"""Uploads at the same time: never more than 25, and none that ends nowhere while its draft is sent or thrown away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.parallel import all_at_once
from tests.support.receipts import incoming, photo, sent
from tests.web.test_claim_pages import typed
from tests.web.world import browser_of

from meindo.platform.cases import drafts
from meindo.platform.cases.commands_attachments import MOST_FILES, attach_file
from meindo.platform.cases.commands_links import open_link, secret_of, take_link
from meindo.platform.cases.models import Attachment, Case, Draft, UploadLink
from meindo.platform.cases.queries_attachments import shelf_of
from meindo.platform.files.models import UPLOAD, Document
from meindo.platform.files.refused import Refused


@pytest.fixture
def office(own_database: str) -> Office:
    return build_office()


def claim(office: Office) -> tuple[Case, Draft]:
    """A claim of which only the receipts are missing."""
    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "approve")
    own = {"person_id": case.person_id, "service": "dienstreise", "form": "dienstreise_abrechnung", "title": "x"}
    return case, drafts.start_draft(**own, case=case, data=typed(case))


def uploading(office: Office, draft: Draft, name: str, count: int = 1) -> Callable[[], list[str]]:
    """Hand in so many files; gives the names of those that were acknowledged."""

    def act() -> list[str]:
        kept = []
        for number in range(count):
            file = incoming(photo(text=f"{name}{number}"), f"{name}{number}.jpg")
            try:
                attach_file(draft=draft, incoming=file, by=office.actor("mitarbeiterin"))
            except Refused:
                continue
            kept.append(file.name)
        return kept

    return act


def assert_all_kept(results: list[Any]) -> None:
    """Everything acknowledged is attached to the case or draft, or lies on the shelf; nothing else exists."""
    assert not [result for result in results if isinstance(result, Exception)], results
    said = sorted(name for result in results if isinstance(result, list) for name in result)
    assert sorted(Document.objects.filter(kind=UPLOAD).values_list("title", flat=True)) == said
    assert not Attachment.objects.filter(draft__sent_case__isnull=False).exists(), "attached to a draft that is sent"


def test_of_thirty_files_at_once_twenty_five_are_kept(office) -> None:
    _case, draft = claim(office)
    results = all_at_once([uploading(office, draft, f"{worker}-", 5) for worker in range(6)])
    assert_all_kept(results)
    rows = Attachment.objects.filter(draft=draft).order_by("position")
    assert [row.position for row in rows] == list(range(1, MOST_FILES + 1))


def sending(draft: Draft) -> Callable[[], int]:
    browser: Client = browser_of("mitarbeiterin")
    return lambda: browser.post(f"/dienstreise/abrechnung/{draft.uuid}/pruefen/").status_code


def test_files_that_come_while_the_draft_is_sent_go_along_or_are_refused(office) -> None:
    for attempt in range(3):
        case, draft = claim(office)
        workers = [uploading(office, draft, f"{attempt}{worker}-", 3) for worker in range(3)]
        results = all_at_once([*workers, sending(draft)])
        assert results.pop() == 302
        said = sorted(name for result in results for name in result)
        assert sorted(Attachment.objects.filter(case=case).values_list("document__title", flat=True)) == said
        assert not Attachment.objects.filter(draft__sent_case__isnull=False).exists()
        Case.objects.filter(pk=case.pk).update(starts_on="2020-01-01", ends_on="2020-01-01")


def test_files_that_come_while_the_draft_is_thrown_away_lie_on_the_shelf(office) -> None:
    case, draft = claim(office)
    results = all_at_once([*(uploading(office, draft, f"{worker}-", 3) for worker in range(3)), lambda: drop(draft)])
    gone = [result for result in results if isinstance(result, Draft.DoesNotExist)]
    said = {name for result in results if isinstance(result, list) for name in result}
    assert len(gone) <= 3
    assert [result for result in results if isinstance(result, Exception)] == gone, "throwing away never fails"
    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert said <= set(shelf_of(case.person_id).values_list("title", flat=True))


def drop(draft: Draft) -> None:
    drafts.drop_draft(draft)


def test_of_many_devices_that_open_a_link_at_once_one_holds_it(office) -> None:
    _case, draft = claim(office)
    secret = secret_of(open_link(draft=draft, by=office.actor("mitarbeiterin")))
    results = all_at_once([lambda: take_link(secret)] * 6)
    assert len([result for result in results if isinstance(result, str)]) == 1
    assert len([result for result in results if isinstance(result, UploadLink.DoesNotExist)]) == 5


def test_the_same_form_sent_twice_at_once_keeps_the_receipt(office) -> None:
    _case, draft = claim(office)
    browsers = [browser_of("mitarbeiterin") for _ in range(2)]
    address = f"/dienstreise/abrechnung/{draft.uuid}/belege/"
    send = [lambda browser=browser: browser.post(address, {"receipts": sent(photo())}) for browser in browsers]
    answers = all_at_once(send)
    told = {200, 302, 422}  # another window was faster, taken, the same receipt
    assert {answer.status_code for answer in answers} <= told
    assert Attachment.objects.filter(draft=draft).count() >= 1
