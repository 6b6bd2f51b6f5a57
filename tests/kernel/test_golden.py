"""The golden runner is strict, and its report can be read."""

from pathlib import Path

import pytest

from meindo.kernel.golden import main, run_golden

CASE = """
- name: "a case"
  rule: dienstreise.claim_deadline
  day: "2026-03-15"
  given: {ended: "2026-03-15", filed: "2026-09-15"}
  expect: {deadline: "2026-09-15"}
  source: "a norm"
  grade: D
"""


def run(tmp_path: Path, text: str) -> tuple[int, str]:
    (tmp_path / "cases.yaml").write_text(text, encoding="utf-8")
    lines: list[str] = []
    code = main([tmp_path], lines.append)
    return code, "\n".join(lines)


def test_all_passed_ends_with_the_count_and_zero(tmp_path: Path) -> None:
    assert run(tmp_path, CASE) == (0, "1 passed, 0 failed")


def test_difference_names_case_key_and_both_values(tmp_path: Path) -> None:
    code, text = run(tmp_path, CASE + CASE.replace('{deadline: "2026-09-15"}', '{deadline: "2026-09-16"}'))
    assert code == 1
    assert text.splitlines() == [
        "FAILED cases.yaml #2: a case",
        "  deadline: expected 2026-09-16, got 2026-09-15",
        "1 passed, 1 failed",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("filed:", "file:", "filed: Diese Angabe fehlt."),
        ("filed:", "extra: 1, filed:", "extra: Dieses Feld gibt es nicht."),
        ("deadline:", "dead_line:", "expect: unknown dead_line; possible: deadline, late, refusals"),
        ("grade: D", "grade: A", "grade must be one of"),
        ("grade: D", "grad: D", "unknown entries ['grad'], missing entries ['grade']"),
        ('day: "2026-03-15"', 'day: "2026-02-30"', "day"),
        (
            'day: "2026-03-15"',
            'day: "2013-03-15"',
            "refusals[0]: expected nothing, got no_value:claim_deadline_months",
        ),
        (".claim_deadline", ".claim", "dienstreise has no rule 'claim'"),
        ("dienstreise.", "nothing.", "no golden rules for the service 'nothing'"),
        ("given: {", "given: [{", "comes|expected"),
    ],
)
def test_unknown_or_unreadable_is_a_failure_with_a_reason(tmp_path: Path, old: str, new: str, message: str) -> None:
    code, text = run(tmp_path, CASE.replace(old, new))
    assert code == 1
    assert any(part in text for part in message.split("|"))
    assert text.endswith("0 passed, 1 failed")


def test_a_folder_without_cases_is_a_failure(tmp_path: Path) -> None:
    assert run_golden([tmp_path / "none"]).text().endswith("0 passed, 1 failed")
