"""Each lint goes red on a bad sample, stays green on a good one, and says where."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools.lint import __main__ as runner
from tools.lint import arrows, browsers, links, names, plain, safety, sizes, words
from tools.lint.base import Problem, Tree

Check = Callable[[Tree], Iterator[Problem]]
SRC = "src/meindo/services/dienstreise/"


def tree_of(root: Path, files: dict[str, str]) -> Tree:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Tree(root)


def rules(root: Path, check: Check, files: dict[str, str]) -> list[tuple[str, str, int]]:
    return [(problem.rule, problem.path, problem.line) for problem in check(tree_of(root, files))]


def function(name: str, lines: int) -> str:
    return f"def {name}():\n" + "    pass\n" * (lines - 1)


def test_long_module_and_long_function_are_reported(tmp_path: Path) -> None:
    files = {"src/a.py": "x = 1\n" * 401, "tests/b.py": "\n" + function("long", 51)}
    assert rules(tmp_path, sizes.check, files) == [
        ("module-size", "src/a.py", 1),
        ("function-size", "tests/b.py", 2),
    ]


def test_sizes_at_the_limit_pass(tmp_path: Path) -> None:
    files = {"src/a.py": "x = 1\n" * 400, "tests/b.py": function("long", 50), "src/m/migrations/c.py": "\n" * 900}
    assert rules(tmp_path, sizes.check, files) == []


def test_median_and_p90_of_src_are_limited(tmp_path: Path) -> None:
    slow = {"src/a.py": "".join(function(f"f{i}", 11) for i in range(3))}
    assert [rule for rule, *_ in rules(tmp_path / "median", sizes.check, slow)] == ["function-median"]
    few_long = [function(f"f{i}", 3) for i in range(8)] + [function(f"g{i}", 26) for i in range(2)]
    assert rules(tmp_path / "p90", sizes.check, {"src/a.py": "".join(few_long)}) == [("function-p90", "src", 0)]


BAD_NAMES = [
    ("clock", "views.py", "day = date.today()"),
    ("clock", "views.py", "moment = datetime.datetime.now(UTC)"),
    ("clock", "views.py", "moment = datetime.utcnow()"),
    ("clock", "views.py", "moment = timezone.now()"),
    ("clock", "views.py", "from django.utils.timezone import now"),
    ("auto-now", "models.py", "made = models.DateTimeField(auto_now_add=True)"),
    ("auto-now", "models.py", "changed = models.DateTimeField(auto_now=True)"),
    ("safe", "views.py", "text = mark_safe('<b>')"),
    ("safe", "views.py", "from django.utils.safestring import mark_safe"),
    ("safe", "templates/dienstreise/a.html", "<p>{{ text|safe }}</p>"),
    ("safe", "templates/dienstreise/a.html", "{% autoescape off %}"),
    ("csrf-exempt", "views.py", "view = csrf_exempt(view)"),
    ("eval", "rules.py", "amount = eval(text)"),
    ("objects", "views.py", "trips = Trip.objects.all()"),
    ("admin", "views.py", "from django.contrib import admin"),
    ("admin", "apps.py", "APPS = ['django.contrib.admin']"),
    ("class-view", "views.py", "class Trips(ListView): ..."),
    ("class-view", "views.py", "from django.views.generic import ListView"),
    ("left-over", "rules.py", "x = 1  # " + "TO" + "DO later"),
    ("float", "rules_germany.py", "RATE = 0.3"),
    ("float", "rules.py", "rate = float(text)"),
]


@pytest.mark.parametrize(("rule", "name", "line"), BAD_NAMES)
def test_banned_name_is_reported_with_its_line(rule: str, name: str, line: str, tmp_path: Path) -> None:
    assert (rule, SRC + name, 2) in rules(tmp_path, names.check, {SRC + name: f"\n{line}\n"})


GOOD_NAMES = [
    ("src/meindo/platform/clock/__init__.py", "moment = datetime.now(UTC)"),
    (SRC + "queries.py", "trips = Trip.objects.all()"),
    (SRC + "queries/open.py", "trips = Trip.objects.all()"),
    (SRC + "views.py", "day = clock.today()"),
    (SRC + "views.py", "width = 0.5"),
    (SRC + "rules.py", "RATE = Decimal('0.30')"),
    (SRC + "migrations/0001_initial.py", "trips = Trip.objects.all()"),
    ("tests/test_a.py", "moment = datetime.now(UTC)"),
]


@pytest.mark.parametrize(("name", "line"), GOOD_NAMES)
def test_names_in_their_home_pass(name: str, line: str, tmp_path: Path) -> None:
    assert rules(tmp_path, names.check, {name: line}) == []


TEMPLATES = {
    "src/meindo/web/templates/web/home.html": "",
    "src/meindo/ui/templates/ui/base.html": "",
    SRC + "templates/dienstreise/trip.html": "",
    "src/meindo/services/beihilfe/templates/beihilfe/form.html": "",
}


@pytest.mark.parametrize(
    ("path", "used", "allowed"),
    [
        (SRC + "templates/dienstreise/list.html", "ui/base.html", True),
        (SRC + "templates/dienstreise/list.html", "dienstreise/trip.html", True),
        (SRC + "templates/dienstreise/list.html", "allauth/layouts/base.html", True),
        (SRC + "templates/dienstreise/list.html", "web/home.html", False),
        (SRC + "templates/dienstreise/list.html", "beihilfe/form.html", False),
        ("src/meindo/web/templates/web/inbox.html", "dienstreise/trip.html", True),
        ("src/meindo/ui/templates/ui/card.html", "web/home.html", False),
        ("src/meindo/ui/templates/ui/card.html", "dienstreise/trip.html", False),
        ("src/meindo/identity/templates/identity/plan.html", "dienstreise/trip.html", False),
    ],
)
def test_templates_point_downward(path: str, used: str, allowed: bool, tmp_path: Path) -> None:
    for tag in ("extends", "include"):
        files = TEMPLATES | {path: f'\n{{% {tag} "{used}" %}}'}
        assert rules(tmp_path, arrows.check, files) == ([] if allowed else [("template-arrow", path, 2)])


def test_service_template_outside_its_own_folder_is_reported(tmp_path: Path) -> None:
    path = SRC + "templates/trip.html"
    assert rules(tmp_path, arrows.check, {path: ""}) == [("template-arrow", path, 1)]


# Put together from parts, so that this file passes the rule it tests.
@pytest.mark.parametrize(
    ("rule", "name", "line"),
    [
        ("machine-path", "docs/a.md", "see /wo" + "rk/main/notes"),
        ("machine-path", "src/a.py", 'PATH = "/ro' + 'ot/x"'),
        ("machine-path", "src/a.py", 'PATH = "/ho' + 'me/anna/x"'),
        ("machine-path", "docs/a.md", "written to /t" + "mp/letter.pdf"),
        ("registry-host", "README.md", "from https://py" + "pi.org/simple"),
        ("registry-host", "package-lock.json", '"https://regis' + 'try.example.org/x"'),
    ],
)
def test_machine_words_are_reported(rule: str, name: str, line: str, tmp_path: Path) -> None:
    assert rules(tmp_path, words.check, {name: f"\n{line}\n"}) == [(rule, name, 2)]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("docs/a.md", "https://localhost:8000/wo" + "rk/list and docs/wo" + "rk/a.md"),
        ("src/a.py", 'path("/wo' + 'rkflows/")'),
        ("src/a.py", "meindo.platform.registry.services.all"),
    ],
)
def test_ordinary_words_pass(name: str, line: str, tmp_path: Path) -> None:
    assert rules(tmp_path, words.check, {name: line}) == []


def test_dead_links_are_reported(tmp_path: Path) -> None:
    text = "[a](b.md) [b](none.md) [c](b.md#zwei-wege) [d](b.md#drei) [e](https://example.org/x) ![f](x.png)\n"
    text += "```\n[in code](gone.md)\n```\n`[x](y)` [g](#oben)\n[ref]: fort.md\n"
    found = [
        problem.text for problem in links.check(tree_of(tmp_path, {"docs/a.md": text, "docs/b.md": "# Zwei Wege\n"}))
    ]
    assert found == ["none.md", "b.md#drei", "x.png", "#oben", "fort.md"]


def test_runner_says_where_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree_of(tmp_path, {"src/a.py": "day = date.today()\n"})
    assert runner.main(tmp_path) == 1
    assert "src/a.py:1: clock: " in capsys.readouterr().out


def test_allow_list_excepts_a_file_and_reports_idle_entries(tmp_path: Path) -> None:
    allow = '[[allow]]\nrule = "clock"\npaths = ["src/a.py"]\nreason = "it is the floor of the bench"\n'
    idle = '[[allow]]\nrule = "safe"\npaths = ["src/a.py"]\nreason = "gone"\n'
    files = {"src/a.py": "day = date.today()\n", runner.ALLOW: allow}
    assert runner.problems_of(tree_of(tmp_path / "used", files)) == []
    (problem,) = runner.problems_of(tree_of(tmp_path / "idle", files | {runner.ALLOW: allow + idle}))
    assert problem.text == "safe in src/a.py excepts nothing"


def test_allow_list_needs_reasons(tmp_path: Path) -> None:
    allow = '[[allow]]\nrule = "clock"\npaths = ["src/a.py"]\nreason = " "\n'
    (problem,) = runner.problems_of(tree_of(tmp_path, {"src/a.py": "date.today()\n", runner.ALLOW: allow}))
    assert problem.text == "clock in src/a.py has no reason"


UNSAFE = [
    ("raw-sql", "queries.py", "rows = Trip.objects.raw(text)"),
    ("raw-sql", "queries.py", "rows = trips.extra(where=[text])"),
    ("raw-sql", "queries.py", "cursor.execute(f'SELECT {name}')"),
    ("raw-sql", "queries.py", "cursor.execute('SELECT ' + name)"),
    ("referer", "views.py", "came = request.META['HTTP_REFERER']"),
    ("referer", "views.py", "came = request.headers.get('Referer')"),
    ("request-data", "commands.py", "amount = request.POST['amount']"),
    ("request-data", "queries_own.py", "page = request.GET.get('page')"),
    ("user-template", "letters.py", "page = Template(text).render()"),
    ("user-template", "letters.py", "page = engine.from_string(text)"),
    ("open-redirect", "views.py", "answer = redirect(request.POST.get('next', '/'))"),
    ("open-redirect", "views.py", "answer = redirect(request.GET['next'])"),
    ("open-redirect", "views.py", "answer = HttpResponseRedirect(f'{request.GET[\"next\"]}')"),
    ("markup", "cells.py", "cell = format_html(f'<b>{name}</b>')"),
    ("markup", "cells.py", "cell = format_html('<b>' + name)"),
]


@pytest.mark.parametrize(("rule", "name", "line"), UNSAFE)
def test_a_known_class_of_faults_is_reported_with_its_line(rule: str, name: str, line: str, tmp_path: Path) -> None:
    assert (rule, SRC + name, 2) in rules(tmp_path, safety.check, {SRC + name: f"\n{line}\n"})


def test_the_safe_way_of_the_same_passes(tmp_path: Path) -> None:
    good = [
        "cursor.execute('SELECT 1 WHERE %s', [name])",
        "cursor.execute('A' if old else 'B')",
        "answer = redirect('home')",
        "answer = redirect(own_address(request.POST.get('next')))",
        "answer = redirect('file' if request.POST.get('next') == '/akte/' else 'home')",
        "cell = format_html('<b>{}</b>', name)",
        "cell = format_html(_('seit {}'), name)",
        "page = request.GET.get('page')",
    ]
    files = {SRC + "views.py": "\n".join(good), "src/meindo/platform/sql.py": "cursor.execute(f'SELECT {name}')"}
    assert rules(tmp_path, safety.check, files) == []


HELP = 'TOPICS = (HelpTopic("key", _("Titel"), (_("{text}"),), ("home", "trip_*")),)\n'
PLAIN = ("Sie fragen vorher.", "Sie sind nicht da?", "Ihre Führungs-Kraft sagt Ja oder Nein.", "Es wird warm.")
NOT_PLAIN = {
    "Sie fragen vorher": "not one sentence",
    "Sie fragen. Dann warten Sie.": "not one sentence",
    "Sie fragen vorher und dann noch einmal und dann warten Sie sehr lange auf Antwort.": "more than 12 words",
    "Ihre Reisekostenabrechnung ist fertig.": "a long word",
    "Sie fragen, weil Sie wissen wollen, was gilt.": "a nested clause",
    "Sie fragen (immer) vorher.": "a nested clause",
    "Das gilt z. B. für Reisen.": "an abbreviation",
    "Die DSB antwortet.": "an abbreviation",
    "Sie könnten fragen.": "a subjunctive",
    "Der Antrag wird geprüft.": "a passive",
    "Die Daten werden gelöscht.": "a passive",
    "Man fragt vorher.": "nobody acts",
    "Die Genehmigung der Verlängerung der Zahlung fehlt.": "too many nouns",
}


@pytest.mark.parametrize("text", PLAIN)
def test_plain_sentences_pass(text: str) -> None:
    assert list(plain.faults(text)) == []


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_a_sentence_that_is_hard_to_read_is_reported(tmp_path: Path, text: str) -> None:
    assert any(fault.startswith(NOT_PLAIN[text]) for fault in plain.faults(text))
    path = "src/meindo/web/help_texts.py"
    assert ("plain-language", path, 1) in rules(tmp_path, plain.check, {path: HELP.format(text=text)})


def test_an_address_without_help_is_reported(tmp_path: Path) -> None:
    urls = 'path("", view, name="home")\npath("x", view, name="other")\n'
    wizards = 'A = Wizard(key="trip_request")\nB = Wizard(key="other_request")\n'
    files = {
        "src/meindo/web/help_texts.py": HELP.format(text=PLAIN[0]),
        "src/meindo/urls.py": urls,
        f"{SRC}wizards.py": wizards,
    }
    assert rules(tmp_path, plain.check, files) == [
        ("page-without-help", f"{SRC}wizards.py", 2),
        ("page-without-help", "src/meindo/urls.py", 2),
    ]


NAMED = "src/meindo/ui/browsers.py"
OLD = 'OLDEST = {"Chrome": "80", "Edge": "80", "Firefox": "78", "Safari": "13.1"}\n'
SHEET, SCRIPT = "src/meindo/ui/static/ui/ui.css", "src/meindo/ui/static/ui/a.js"
BROWSERS = [
    (SHEET, "a{color:oklch(1 0 0)}", ["browser-too-old"]),
    (SHEET, "a{aspect-ratio:1}", ["browser-too-old"]),
    (SHEET, "@layer a{b{color:red}}", ["browser-too-old"]),
    (SHEET, "a{hyphens:auto}", ["browser-unknown"]),
    (SHEET, "a:nth-child(2){color:red}", ["browser-unknown"]),
    (SHEET, "a{width:attr(b)}", []),
    (SHEET, "a:has(b){gap:1rem}@media(min-width: 48em){a:not(:hover){color:red}}", []),
    (SHEET, '/* oklch( */a{background:url("data:image/svg+xml,oklch(")}', []),
    (SCRIPT, "a ??= 1;", ["browser-too-old"]),
    (SCRIPT, "const b = a.at(-1);", ["browser-too-old"]),
    (SCRIPT, "const b = a?.b ?? 1;", []),
]


@pytest.mark.parametrize(("path", "text", "wanted"), BROWSERS)
def test_what_old_browsers_do_not_know_is_reported(tmp_path: Path, path: str, text: str, wanted: list[str]) -> None:
    found = [rule for rule, *_ in rules(tmp_path, browsers.check, {NAMED: OLD, path: text})]
    assert found == wanted


def test_a_newer_oldest_browser_allows_more(tmp_path: Path) -> None:
    newer = OLD.replace("80", "120").replace("78", "120").replace("13.1", "17.0")
    assert rules(tmp_path, browsers.check, {NAMED: newer, SHEET: "a{aspect-ratio:1}"}) == []
