"""Measure speed: ratios against the floor of the same run (exceeded: exit 1), absolute seconds as targets.

`python tools/bench.py [--people N]` writes var/bench.json. Nothing here is a test: it prints what it saw.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
MEINDO = [sys.executable, "-m", "meindo.cli"]
BUDGETS = {"page": 2.5, "list": 3.0}
MOST_QUERIES, GROWTH, SETTLEMENT_MS, GATE_MS, LOOKS, TURNS = 15, 1.3, 1.0, 1.0, 10_000_000, 7
SCIM_FILTER_MS = 5.0


def run(command: list[str], data: Path) -> tuple[float, str]:
    """Seconds and output of a command on a data folder."""
    environment = {**os.environ, "MEINDO_DATA": str(data), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tools'}"}
    environment |= {"MEINDO_LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "meindo.settings"}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return time.perf_counter() - start, done.stdout


def target(name: str, seconds: float, wanted: float) -> dict[str, Any]:
    """An absolute figure beside its target; a miss is said, not hidden."""
    verdict = "ok" if seconds <= wanted else "MISSED"
    print(f"  {name:<44} {seconds:8.1f} s   target {wanted:5.1f} s   {verdict}")
    return {"seconds": seconds, "target": wanted}


def rate(name: str, per_second: float, wanted: float) -> dict[str, Any]:
    """Things per second beside their target."""
    verdict = "ok" if per_second >= wanted else "MISSED"
    print(f"  {name:<44} {per_second:8.0f} /s  target {wanted:5.0f} /s  {verdict}")
    return {"per_second": per_second, "target": wanted}


def ratio(name: str, value: float, budget: float, note: str = "") -> bool:
    """A ratio beside its budget; True when it is exceeded."""
    print(f"  {name:<44} {value:8.2f}     budget {budget:5.2f}     {'ok' if value <= budget else 'EXCEEDED'} {note}")
    return value > budget


def compare(large: dict[str, Any], small: dict[str, Any]) -> bool:
    """Every page against its floor and against the small city."""
    exceeded = False
    for name, page in large["pages"].items():
        note = f"{page['cpu_ms']:.1f} ms CPU, floor {page['floor_ms']:.1f}, first view {page['first_ms']:.0f} ms"
        exceeded |= ratio(f"{name}: CPU / floor", page["cpu_ms"] / page["floor_ms"], BUDGETS[page["floor"]], note)
        exceeded |= ratio(f"{name}: queries", page["queries"], MOST_QUERIES, f"{page['duplicates']} duplicates")
        exceeded |= page["duplicates"] > 0
        exceeded |= ratio(f"{name}: p95 / small city", page["p95_ms"] / small["pages"][name]["p95_ms"], GROWTH)
    return exceeded


def against_floor(measured: dict[str, Any]) -> bool:
    """Pages of one city, each against its floor."""
    exceeded = False
    for name, page in measured["pages"].items():
        note = f"{page['cpu_ms']:.1f} ms CPU, p95 {page['p95_ms']:.0f} ms, {page['duplicates']} duplicates"
        exceeded |= ratio(f"{name}: CPU / floor", page["cpu_ms"] / page["floor_ms"], BUDGETS[page["floor"]], note)
        exceeded |= ratio(f"{name}: queries", page["queries"], MOST_QUERIES)
        exceeded |= page["duplicates"] > 0
    return exceeded


def seen(module: str, data: Path, *arguments: str) -> dict[str, Any]:
    """What a measurement in a process of its own prints as JSON."""
    _seconds, output = run([sys.executable, "-m", module, *arguments], data)
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found


def in_turns(base: Path) -> dict[str, Any]:
    """The pages of the large and of the small city, measured in turns; of each figure the middle one.

    One city after the other would compare two moods of the machine: a slow minute would look like growth.
    """
    rounds: dict[str, list[dict[str, Any]]] = {"large": [], "small": []}
    for _ in range(TURNS):
        for size, found in rounds.items():
            found.append(seen("benchmark.pages", base / size))
    return {size: middle(found) for size, found in rounds.items()}


def middle(found: list[Any]) -> Any:
    """The median of every number in results of one shape; what is no number is taken from the first."""
    if isinstance(found[0], dict):
        return {key: middle([one[key] for one in found]) for key in found[0]}
    return statistics.median(found) if isinstance(found[0], (int, float)) else found[0]


def privacy(base: Path, result: dict[str, Any]) -> bool:
    """What a person asks about the own data, and letters."""
    print("Privacy and letters")
    information = seen("benchmark.information", base / "large")
    result["information"] = target("information under Art. 15, ten years of looks", information["seconds"], 5)
    looks = result["cockpit"] = seen("benchmark.cockpit", base / "small", str(LOOKS))
    exceeded = ratio(f"cockpit among {looks['rows']} looks / alone", looks["ratio"], GROWTH)
    letters = seen("benchmark.letters", base / "large")
    result["letters"] = target(f"{letters['letters']} letters by {letters['workers']} workers", letters["seconds"], 60)
    return exceeded


def scim(base: Path, result: dict[str, Any]) -> None:
    """The SCIM server over HTTP with as many accounts as the city has people."""
    found = result["scim"] = seen("benchmark.scim", base / "scim")
    print(f"SCIM server with {found['accounts']} accounts")
    verdict = "ok" if found["filter_ms"] <= SCIM_FILTER_MS else "MISSED"
    print(f"  {'filter by userName':<44} {found['filter_ms']:8.1f} ms  target {SCIM_FILTER_MS:5.1f} ms  {verdict}")
    rate("accounts created one by one", found["single_per_second"], 80)
    rate("accounts created in bulk", found["bulk_per_second"], 300)


def identity(base: Path, result: dict[str, Any]) -> None:
    """The rights of the whole city."""
    found = result["identity"] = seen("benchmark.identity", base / "fresh")
    print(f"Identity: {found['people']} people, {found['rights']} rights (published of others: docs/identity.md)")
    target("everybody's rights, duties and differences", found["whole"], 2)
    target("preview of a transfer, p95", found["preview_p95_ms"] / 1000, 0.05)
    target("a rule for the whole city, previewed", found["rule"], 3)
    target("a Fachbereich that moves, previewed", found["unit"], 1)
    target("a recertification of everybody, started", found["campaign"], 5)
    drift = result["drift"] = seen("benchmark.drift", base / "fresh")
    target(f"drift check without drift, {drift['accounts']} accounts", drift["again"], 1)


def main() -> int:
    """Two cities, the import, the pages, the settlement, the lists among many cases, the letters."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=11_000)
    people = parser.parse_args().people
    result: dict[str, Any] = {"people": people}
    with tempfile.TemporaryDirectory(prefix="meindo-bench-") as folder:
        base = Path(folder)
        print(f"City of {people} people, targets")
        seconds, _ = run([*MEINDO, "demo", "--people", str(people), "--no-serve"], base / "large")
        result["demo"] = target("demo city", seconds, 60)
        tenth = ["--people", str(people // 10), "--life", str(people)]  # as many rows on the same pages
        run([*MEINDO, "demo", *tenth, "--no-serve"], base / "small")
        files = str(base / "large" / "demo" / "people")
        run([sys.executable, "-m", "django", "migrate", "-v0", "--settings", "meindo.settings"], base / "fresh")
        result["import"] = target(
            "import of all people", run([*MEINDO, "import", "people", files], base / "fresh")[0], 20
        )
        result["again"] = target(
            "the same import again", run([*MEINDO, "import", "people", files], base / "fresh")[0], 5
        )
        again = seen("benchmark.recompute", base / "fresh")
        result["recompute"] = target(f"{again['trips']} trips computed again", again["seconds"], 30)
        receipts = seen("benchmark.receipts", base / "fresh")
        for processes, number in receipts["per_second"].items():
            result[f"receipts {processes}"] = rate(f"receipts of 200 KB, web processes: {processes}", number, 200)
        measured = in_turns(base)
        print("Ratios")
        exceeded = compare(measured["large"], measured["small"])
        exceeded |= ratio("settlement of a two-day trip, ms CPU", measured["large"]["settlement_ms"], SETTLEMENT_MS)
        registers = seen("benchmark.registers", base / "large")
        print("Public registers and the gate")
        exceeded |= against_floor(registers)
        exceeded |= ratio("the gate, ms CPU", registers["gate_ms"], GATE_MS)
        many = seen("benchmark.many", base / "large")
        print(f"Lists among {many['cases']} cases")
        exceeded |= against_floor(many)
        exceeded |= privacy(base, result)
        identity(base, result)
        scim(base, result)
    result |= measured | {"many": many, "registers": registers}
    target_file = ROOT / "var" / "bench.json"
    target_file.parent.mkdir(exist_ok=True)
    target_file.write_text(json.dumps(result, indent=2), encoding="utf-8")
    print("a ratio is exceeded" if exceeded else "all ratios are within their budgets")
    return int(exceeded)


if __name__ == "__main__":
    sys.exit(main())
