"""Texts from maps inside Markdown, where they may not do anything: no link, no code, no heading, no HTML.

CommonMark, as GitHub, GitLab and others extend it (tables, struck-out text, addresses that become links). A name reads
as it was typed; what does not print comes out as its code. What a host would take for somebody's name, for a number of
an issue or for an address has a `JOINER` in it, which nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pathkit.output.page import safe

LIMIT = 65_536
"""The most characters of a comment on GitHub. Bytes are counted, of which there are never fewer."""
MOST_HEX = 6
"""So many signs of a commit's id are not taken for one yet."""

# A zero width space. Backslashes and entities do not hold here: hosts look for mentions, references and addresses in
# the words as they are read, when backslashes and entities are gone (`&#64;octo/team` notifies the team). So the words
# themselves are broken. Of what nobody sees, this sign is what robots on GitHub and GitLab put there (Dependabot,
# Renovate), it stands unseen in the raw text too, where a comment of HTML would be read, and word processors know it,
# as not all know U+2060. From a map it cannot come: there, `safe` shows it as its code.
JOINER = "\u200b"

_HEX = "0-9a-fA-F"
# Where the words are broken: after what begins a mention, a reference or an address.
_REFERRING = re.compile(
    r"@(?=\S)"  # a person or a team; an address of e-mail
    r"|\#(?=\w)"  # GitHub's and GitLab's issues
    r"|(?<=[A-Za-z_])-(?=[0-9])"  # GH-7, and the trackers that hosts can be told of
    r"|[!&](?=[0-9])"  # GitLab: merge requests, epics
    r"|[~%$](?=[\w\"'])"  # GitLab: labels, milestones, snippets
    r"|\*(?=\w)"  # GitLab: iterations
    r"|\[(?=[\w\[+-])|\{(?=[+-])"  # GitLab: [issue:7], [[a page]], {+ added +}
    r"|:(?=//)|(?<![^\W_])www(?=\.)"  # addresses
    r"|:(?=[\w+-]*[A-Za-z][\w+-]*:|(?:100|1234|[+-]1):)",  # :pictures: by their names
    re.IGNORECASE,
)
_COMMIT = re.compile(rf"(?<![^\W_])(?![0-9]+(?![^\W_]))[{_HEX}]{{{MOST_HEX + 1},}}(?![^\W_])")
_PIECE = re.compile(rf"[{_HEX}]{{{MOST_HEX}}}(?=[{_HEX}])")

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What can begin or end markup anywhere in a line.
_MARKUP = re.compile(r"[\\`*_\[\]{}|~$#&<>]")
# What makes a list, a heading, a rule or (on GitLab) an order of a line that begins with it.
_BEGINNING = re.compile(r"[-+=/]|[0-9]+[.)]")
_TICKS = re.compile(r"`+")
_TICKED = re.compile(r"(`[^`]*[^`\s][^`]*`)")


def text(words: str) -> str:
    """The words, on one line, as they are to be read. They can stand anywhere in a line, also in a table or heading."""
    line = " ".join(safe(words).split())
    escaped = _MARKUP.sub(_escaped, _unreferring(line))
    start = _BEGINNING.match(escaped)
    return escaped if start is None else f"{escaped[: start.end() - 1]}\\{escaped[start.end() - 1 :]}"


def _unreferring(line: str) -> str:
    """The words, so broken that no host takes any for a mention, a reference or an address."""
    broken = _REFERRING.sub(rf"\g<0>{JOINER}", line)
    return _COMMIT.sub(lambda found: _PIECE.sub(rf"\g<0>{JOINER}", found[0]), broken)


def _escaped(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0], f"\\{found[0]}")


def code(words: str) -> str:
    """The words as code on one line, for what people copy: ids, places. Not for tables.

    Hosts look for no references in code, so that it can be as it was typed.
    """
    line = safe(words).strip()
    if not line:
        return ""
    ticks = "`" * (max((len(run) for run in _TICKS.findall(line)), default=0) + 1)
    # Ticks at an end need room, and one space is taken off where both ends have one.
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{space}{line}{space}{ticks}"


def cell_code(words: str) -> str:
    """The words as code in a cell of a table, where readers of Markdown agree on how; else as text."""
    return code(words) if _can_be_cell_code(words) else text(words)


def _can_be_cell_code(words: str) -> bool:
    return "|" not in words and "\\" not in safe(words)


def prose(words: str) -> str:
    """A sentence of ours, in which ticks stand around what is written in maps. It can stand anywhere, as `text` can."""
    told: list[str] = []
    plain = ""  # what is no code is looked at in one piece: a reference could lie across where two of them meet
    for piece in _TICKED.split(safe(words)):
        inside = piece[1:-1] if _TICKED.fullmatch(piece) else None
        if inside is not None and _can_be_cell_code(inside):
            told += (_plain(plain), code(inside))
            plain = ""
        else:
            plain += piece if inside is None else inside
    return "".join((*told, _plain(plain))).strip()


def _plain(piece: str) -> str:
    """A piece of a sentence, with the spaces at its ends."""
    if not piece:
        return ""
    told = text(piece)
    return f"{' ' if piece[0].isspace() else ''}{told}{' ' if told and piece[-1].isspace() else ''}"


class Shortened:
    """The same of texts that may be very long: each is cut to so many characters, and then ends with an ellipsis."""

    def __init__(self, longest: int) -> None:
        self._longest = longest

    def cut(self, words: str) -> str:
        """Words of a map, not too many."""
        told = safe(words)
        return told if len(told) <= self._longest else f"{told[: self._longest - 1].rstrip()}…"

    def text(self, words: str) -> str:
        """Words, as they are to be read."""
        return text(self.cut(words))

    def strong(self, words: str) -> str:
        """The same in bold letters."""
        told = self.text(words)
        return f"**{told}**" if told else ""

    def prose(self, words: str) -> str:
        """A sentence of ours, in which ticks stand around what is written in maps."""
        return prose(self.cut(words))

    def code(self, words: str) -> str:
        """What people copy: an id, a place, a revision."""
        return code(self.cut(words))

    def cell_code(self, words: str) -> str:
        """The same in a table."""
        return cell_code(self.cut(words))


def fullest(papers: Iterable[Iterable[str]], limit: int | None) -> str:
    """Of papers (lines), the fullest first, the first that has fewer bytes than `limit`, else the last."""
    whole = ""
    for lines in papers:
        whole = "\n".join(lines).rstrip("\n") + "\n"
        if limit is None or len(whole.encode("utf-8")) < limit:
            break
    return whole
