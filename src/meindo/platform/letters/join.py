"""Several tagged files, one after the other, as one file that is as accessible and archivable as each of them."""

from collections.abc import Sequence
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, StreamDecodeLevel, String


def joined(files: Sequence[bytes]) -> bytes:
    """The pages and the structure of all files behind those of the first, which gives title, language and dates.

    The same files give the same bytes. They have to come from our typesetter: one flat table of parents each.
    """
    with Pdf.open(BytesIO(files[0])) as whole:
        for number, file in enumerate(files[1:], 1):
            with Pdf.open(BytesIO(file)) as part:
                _append(whole, part, f"{number}-")
        out = BytesIO()
        options = {"object_stream_mode": ObjectStreamMode.generate, "stream_decode_level": StreamDecodeLevel.none}
        whole.save(out, deterministic_id=True, compress_streams=False, **options)
    return out.getvalue()


def _append(whole: Pdf, part: Pdf, prefix: str) -> None:
    """Pages first: the structure that is copied afterwards then points at them."""
    tree, first = whole.Root.StructTreeRoot, len(whole.pages)
    offset = int(tree.ParentTreeNextKey)
    whole.pages.extend(part.pages)
    for page in list(whole.pages)[first:]:
        for holder in (page.obj, *page.obj.get(Name.Annots, Array())):
            for key in (Name.StructParents, Name.StructParent):
                if key in holder:
                    holder[key] = int(holder[key]) + offset
    copied = whole.copy_foreign(part.Root.StructTreeRoot)
    _take_structure(tree, copied, offset)
    _take_names(tree, copied, prefix)


def _take_structure(tree: Object, copied: Object, offset: int) -> None:
    document = tree.K[0]
    for element in copied.K:
        element.S, element.P = Name.Part, document
        document.K.append(element)
    numbers = list(copied.ParentTree.Nums)
    for key, parents in zip(numbers[::2], numbers[1::2], strict=True):
        tree.ParentTree.Nums.append(int(key) + offset)
        tree.ParentTree.Nums.append(parents)
    tree.ParentTreeNextKey = offset + int(copied.ParentTreeNextKey)
    for role, standard in copied.get(Name.RoleMap, Dictionary()).items():
        tree.RoleMap[role] = standard


def _take_names(tree: Object, copied: Object, prefix: str) -> None:
    """Cells of tables are named within a file: a name gets the number of its file, also where a cell points to it."""
    if Name.IDTree not in copied:
        return
    for element in copied.K:
        _rename(element, prefix)
    names = list(copied.IDTree.Names)
    if Name.IDTree not in tree:
        tree.IDTree = Dictionary(Names=Array())
    pairs = list(zip(*[iter(tree.IDTree.Names)] * 2, strict=True))
    pairs += [(String(prefix + str(name)), element) for name, element in zip(names[::2], names[1::2], strict=True)]
    pairs.sort(key=lambda pair: bytes(pair[0]))
    tree.IDTree = Dictionary(Names=Array([entry for pair in pairs for entry in pair]))


def _rename(element: Object, prefix: str) -> None:
    if Name.ID in element:
        element.ID = String(prefix + str(element.ID))
    for facts in element.get(Name.A, Array()):
        if isinstance(facts, Dictionary) and Name.Headers in facts:
            facts.Headers = Array([String(prefix + str(name)) for name in facts.Headers])
    for kid in element.get(Name.K, Array()):
        if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.StructElem:
            _rename(kid, prefix)
