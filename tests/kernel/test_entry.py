"""Entries are read strictly and errors name the field."""

import pytest

from meindo.kernel.entry import Entry, EntryError


def read_row(entry: Entry) -> tuple[str, bool]:
    return entry.choice("kind", ("a", "b")), entry.flag("on")


def test_fields_are_read_by_type() -> None:
    with Entry({"km": "12.5", "n": "3", "on": True, "rows": [{"kind": "a", "on": "true"}]}) as entry:
        assert str(entry.decimal("km")) == "12.5"
        assert entry.integer("n") == 3
        assert entry.flag("on")
        assert entry.each("rows", read_row) == (("a", True),)
        assert entry.text("note", "none") == "none"


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"rows": [{"kind": "c"}]}, "rows[0].kind", "Möglich sind nur: a, b."),
        ({"rows": [{"kind": "a", "of": "1"}]}, "rows[0].of", "Dieses Feld gibt es nicht."),
        ({"rows": [{}]}, "rows[0].kind", "Diese Angabe fehlt."),
        ({"rows": ["a"]}, "rows[0]", "einzelne Angaben"),
        ({"rows": "a"}, "rows", "Liste"),
        ({"rows": [], "more": 1}, "more", "Dieses Feld gibt es nicht."),
    ],
)
def test_wrong_entry_names_its_field(data: dict[str, object], field: str, message: str) -> None:
    with pytest.raises(EntryError, match=message) as caught, Entry(data) as entry:
        entry.each("rows", read_row)
    assert caught.value.field == field


@pytest.mark.parametrize("text", ["-1", "NaN", "Infinity", "1e12", "zwölf", "1,5"])
def test_numbers_must_be_plain_and_not_negative(text: str) -> None:
    with pytest.raises(EntryError):
        Entry({"km": text}).decimal("km")


@pytest.mark.parametrize(
    ("read", "text"),
    [("day", "2026-06-31"), ("moment", "2026-06-30 25:00"), ("moment", "2026-06-30 10:00+02:00")],
)
def test_impossible_times_are_refused(read: str, text: str) -> None:
    with pytest.raises(EntryError):
        getattr(Entry({"when": text}), read)("when")
