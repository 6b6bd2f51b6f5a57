"""Every golden case comes out as it says."""

from pathlib import Path

from meindo.kernel.golden import run_golden

GOLDEN = Path(__file__).parent / "golden"


def test_every_golden_case_comes_out_as_expected() -> None:
    report = run_golden([GOLDEN])
    assert not report.failed, report.text()
    assert len(report.outcomes) == 9
