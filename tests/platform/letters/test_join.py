"""Letters put behind each other stay accessible: pages, structure and the names of table cells of all of them."""

from io import BytesIO

import pikepdf
from tests.platform.letters import samples
from tests.support.pdf_checks import check
from tests.support.pdf_tools import run_tool

from meindo.platform.letters.join import joined
from meindo.platform.letters.render import render_letter


def parts() -> list[bytes]:
    return [render_letter(samples.settlement()), render_letter(samples.hard_letter(rows=60))] * 2


def test_the_whole_passes_every_check_that_its_parts_pass() -> None:
    whole = check(joined(parts()))
    assert whole.failed == ()
    assert whole.performed > 3 * check(parts()[0]).performed


def test_the_same_letters_give_the_same_bytes() -> None:
    assert joined(parts()) == joined(parts())
    assert joined(parts()) != joined(parts()[::-1])


def test_every_page_leads_to_its_own_part_of_the_structure() -> None:
    with pikepdf.open(BytesIO(joined(parts()))) as pdf:
        tree = pdf.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page in pdf.pages:
            for element in parents[int(page.obj.StructParents)]:
                assert element.Pg.objgen == page.obj.objgen
        entries = list(tree.IDTree.Names)
        names = [str(name) for name in entries[::2]]
        assert [str(element.ID) for element in entries[1::2]] == names
        assert len(set(names)) == len(names) > 0
        assert names == sorted(names)
        assert len(tree.K) == 1


def test_another_program_reads_all_of_the_text_in_order(tmp_path) -> None:
    file = tmp_path / "joined.pdf"
    file.write_bytes(joined(parts()))
    run_tool("qpdf", "--check", file)
    text = run_tool("pdfinfo", "-struct-text", file)
    assert text.count("Bescheid über Ihre Reisekosten") >= 2
