"""Every page of the gallery renders, without inline style or script, which the policy would refuse."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_gallery_renders_within_the_policy(tmp_path: Path) -> None:
    paths = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tools'}", "GALLERY": str(tmp_path / "gallery")}
    subprocess.run([sys.executable, "-m", "gallery.render"], env=paths, check=True, cwd=ROOT)
    pages = list((tmp_path / "gallery").glob("*.html"))
    assert len(pages) >= 10
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)", html), page.name
        assert len(re.findall(r"<h1", html)) == 1, page.name
