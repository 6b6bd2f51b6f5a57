"""docs/platform/payroll.md is true: columns, forms, wage types and the states of a receipt are those of the code."""

import re
from pathlib import Path

from meindo.platform.payroll import profile, receipt
from meindo.services.dienstreise import wage_types

TEXT = (Path(__file__).parent.parent.parent / "docs/platform/payroll.md").read_text(encoding="utf-8")


def names_in(rows: list[str]) -> list[str]:
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def test_the_columns_are_those_of_the_file_in_their_order() -> None:
    part = TEXT[TEXT.index("| column | meaning |") : TEXT.index("A line leaves")]
    header = profile.neutral_csv(1, [], profile.LAYOUT).decode().splitlines()[0]
    assert names_in(re.findall(r"^\| (`[^|]+) \|", part, re.M)) == header.split(";")


def test_the_other_forms_are_those_that_can_be_chosen() -> None:
    rows = dict(re.findall(r"^\| `([\w-]+)` \| `zahlungen-NNNNNN([\w.]+)` \|", TEXT, re.M))
    chosen = {key: form.suffix for key, form in profile.PROFILES.items() if form is not profile.NEUTRAL}
    assert rows == chosen
    for make in (profile.sap_0015, profile.sap_2010):
        fields = set(make(1, [], profile.LAYOUT).decode().splitlines()[0].split(";"))
        assert fields <= set(re.findall(r"[A-Z]{4,}", TEXT)), "each field is named"


def test_wage_types_document_numbers_and_answers() -> None:
    for number in (*wage_types.OF_SETTLEMENT, wage_types.ADVANCE):
        assert f"{number} " in TEXT
    assert f"`{profile.document_no(12, 3)}`" in TEXT
    part = TEXT[TEXT.index("## In: receipts") :]
    assert set(receipt.RECEIPT_COLUMNS) <= set(re.findall(r"`(\w+)`", part))
    answers, problems = receipt.read_receipt("key;status;text\na;accepted;\nb;rejected;\nc;perhaps;\n")
    assert [answer.accepted for _row, answer in answers] == [True, False]
    assert len(problems) == 1
