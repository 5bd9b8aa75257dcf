"""How wide a text is, without any font: pictures have to fit on machines whose fonts nobody knows.

A picture names no font that it could rely on, so its boxes are made for the widest of the usual ones. (Graphviz's
own estimate is that of a narrow font, and takes every letter outside ASCII for a space.)
"""

from __future__ import annotations

import unicodedata

from pathkit.maps.values import visible

# In sizes of the font, about what DejaVu Sans takes, or more: it is as wide as Verdana, and far wider than Arial.
_NARROW = frozenset(" .,:;'|!()[]/\\-IJijlfrt")
_WIDE = frozenset("mwMW@%&#+<=>^~")
_NARROW_WIDTH, _WIDE_WIDTH, _CAPITAL_WIDTH, _WIDTH = 0.42, 1.0, 0.8, 0.66
_EAST_ASIAN_WIDTH, _OTHER_WIDTH = 1.1, 0.9
# Of the others, those that are wider than most: letters that are two in one, Greek and Russian, and signs.
_WIDER = dict.fromkeys("©®¼½¾ÆæǢǣǼǽŒœĦŴƕƜƠƢǊǋǶȸȹɯɰɱʣʤʥ", 1.15) | dict.fromkeys("ǄǅǆǱǲǳ", 1.45)
_WIDER_RANGES = (("\u0370", "\u052f", 1.2), ("\u1e00", "\u1fff", 1.15), ("\u20a0", "\u22ff", 1.45))


def width_of(text: str, size: float) -> float:
    """How wide a line of text is at most, at a size of the font.

    Example:
        >>> round(width_of("GP", 10))
        16
    """
    return size * sum(map(_char_width, text))


def _char_width(char: str) -> float:
    if char in _NARROW:
        return _NARROW_WIDTH
    if char in _WIDE:
        return _WIDE_WIDTH
    if char.isascii():
        return _CAPITAL_WIDTH if char.isupper() else _WIDTH
    if unicodedata.combining(char):
        return 0.0
    if char in _WIDER:
        return _WIDER[char]
    for first, last, width in _WIDER_RANGES:
        if first <= char <= last:
            return width
    return _EAST_ASIAN_WIDTH if unicodedata.east_asian_width(char) in "WF" else _OTHER_WIDTH


def wrapped(text: str, size: float, width: float, most: int) -> tuple[str, ...]:
    """The text in lines no wider than `width`, at most `most` of them; an ellipsis says that something is left out.

    What does not print (control characters, marks that turn the direction of writing) is shown by its code. A word
    that is too long for a line is broken.
    """
    lines: list[str] = []
    line = ""
    for word in _words(visible(" ".join(text.split())), size, width):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and width_of(f"{last}…", size) > width:
            last = last[:-1]
        lines[most - 1 :] = [f"{last.rstrip()}…"]
    return tuple(lines)


def _words(text: str, size: float, width: float) -> list[str]:
    """The words of a text, those broken that no line could hold."""
    words = []
    for word in text.split():
        part = ""
        for char in word:
            if part and width_of(part + char, size) > width:
                words.append(part)
                part = ""
            part += char
        words.append(part)
    return words
