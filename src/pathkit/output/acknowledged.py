"""What `pathkit acknowledge` wrote, in text and as plain values."""

from __future__ import annotations

from pathkit.check.acknowledging import Written
from pathkit.output.page import Page
from pathkit.output.words import counted, listed


def put_written(page: Page, written: Written) -> None:
    """The file and the line, how many entries there are, and the entries as they stand there."""
    if written.line is None:
        why = "nothing that is open can be" if not written.left else "all that is open and can be has an entry"
        page.line(f"Nothing to acknowledge in {written.map}: {why}. The file is as it was.")
        _put_left(page, written)
        return
    new = [counted(len(written.added), "new entry", "new entries")] if written.added else []
    renewed = [counted(len(written.renewed), "renewed entry", "renewed entries")] if written.renewed else []
    does = "Wrote" if written.saved else "Would write"
    page.line(f"{does} {listed([*new, *renewed])} in {written.map}, from line {written.line} on:")
    page.blank()
    for line in written.block.removesuffix("\n").split("\n"):
        page.unbroken(line, indent=2)
    page.blank()
    page.line(("All else in the file is as it was." if written.saved else "The file was left alone.", "quiet"))
    _put_left(page, written)


def _put_left(page: Page, written: Written) -> None:
    """The entries that no longer cover their findings, and were not written anew."""
    if not written.left:
        return
    one = len(written.left) == 1
    entries = counted(len(written.left), "entry is", "entries are")
    was, it = ("was left as it is", "it") if one else ("were left as they are", "them")
    page.line(f"{entries} open again and {was}; name {it} to renew {it}: {', '.join(written.left)}.", hang=2)


def written_object(written: Written) -> dict[str, object]:
    """The same as plain values."""
    return {
        "map": written.map,
        "written": list(written.ids),
        "renewed": list(written.renewed),
        "line": written.line,
        "block": written.block,
        "saved": written.saved,
        "left": list(written.left),
    }
