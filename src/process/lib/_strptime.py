"""Text to time by a format. Source followed: Lib/_strptime.py."""

import time
from _time import _DAYS, _MONTHS, _days, _civil

_WIDTHS = {"d": 2, "m": 2, "y": 2, "H": 2, "I": 2, "M": 2, "S": 2, "j": 3, "Y": 4, "f": 6, "w": 1, "u": 1, "U": 2, "W": 2,
           "G": 4, "V": 2}
_LIMITS = {"d": (1, 31), "m": (1, 12), "H": (0, 23), "I": (1, 12), "M": (0, 59), "S": (0, 61), "j": (1, 366), "w": (0, 6),
           "u": (1, 7), "U": (0, 53), "W": (0, 53), "V": (1, 53)}
_SHORTHANDS = {"D": "%m/%d/%y", "T": "%H:%M:%S", "R": "%H:%M", "F": "%Y-%m-%d", "c": "%a %b %d %H:%M:%S %Y",
               "x": "%m/%d/%y", "X": "%H:%M:%S", "r": "%I:%M:%S %p"}


def _name(text, at, names):
    for index, name in enumerate(names):
        if text[at:at + len(name)].lower() == name.lower():
            return index, at + len(name)
    raise IndexError


def _zone(text, at):
    if text[at:at + 1] in ("Z", "z"):
        return 0, at + 1
    sign = {"+": 1, "-": -1}[text[at]]
    digits, at = [], at + 1
    while at < len(text) and (text[at].isdigit() or text[at] == ":"):
        if text[at] != ":":
            digits.append(text[at])
        at += 1
    if len(digits) not in (4, 6):
        raise IndexError
    digits = "".join(digits) + "00"
    return sign * (int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6])), at


def _digits(text, at, code):
    """As many digits as the code takes, fewer when the number would be out of its limits."""
    end = at
    while end < len(text) and end - at < _WIDTHS[code] and text[end].isdigit():
        end += 1
    if code in ("Y", "y", "G") and end - at < _WIDTHS[code]:
        raise IndexError
    low, high = _LIMITS.get(code, (0, 10**6))
    while end > at and not low <= int(text[at:end]) <= high:
        end -= 1
    if end == at:
        raise IndexError
    return text[at:end], end


def parse(text, format):
    """`(year, month, day, hour, minute, second, weekday, yearday, dst)`, microsecond, offset in seconds, zone's name."""
    if not isinstance(text, str):
        raise TypeError(f"strptime() argument 0 must be str, not {type(text)}")
    found, at, offset, zone = {}, 0, None, None
    for code, short in _SHORTHANDS.items():
        format = format.replace("%" + code, short)
    place = 0
    try:
        while place < len(format):
            char = format[place]
            place += 1
            if char.isspace():
                while place < len(format) and format[place].isspace():
                    place += 1
                if not text[at].isspace():
                    raise IndexError
                while at < len(text) and text[at].isspace():
                    at += 1
                continue
            if char != "%":
                if text[at].lower() != char.lower():
                    raise IndexError
                at += 1
                continue
            if place >= len(format):
                raise ValueError(f"stray % in format '{format}'")
            code = format[place]
            place += 1
            if code in _WIDTHS:
                if code == "d" and text[at] == " ":
                    at += 1
                digits, at = _digits(text, at, code)
                found[code] = int((digits + "00000")[:6]) if code == "f" else int(digits)
            elif code in "aA":
                found["a"], at = _name(text, at, _DAYS if code == "A" else [name[:3] for name in _DAYS])
            elif code in "bBh":
                index, at = _name(text, at, _MONTHS if code == "B" else [name[:3] for name in _MONTHS])
                found["m"] = index + 1
            elif code == "p":
                found["p"], at = _name(text, at, ("AM", "PM"))
            elif code == "z":
                offset, at = _zone(text, at)
            elif code == "Z":
                index, at = _name(text, at, ("UTC", "GMT"))
                zone = ("UTC", "GMT")[index]
            elif code == "%":
                if text[at] != "%":
                    raise IndexError
                at += 1
            else:
                raise ValueError(f"'{code}' is a bad directive in format '{format}'")
    except (IndexError, KeyError):
        raise ValueError(f"time data {text!r} does not match format {format!r}") from None
    if at != len(text):
        raise ValueError(f"unconverted data remains: {text[at:]}")
    fields = _fields(found)
    return fields if zone is None else fields[:8] + (0,), found.get("f", 0), offset, zone


def _fields(found):
    year = found.get("Y")
    if year is None:
        year = found["y"] + (1900 if found["y"] >= 69 else 2000) if "y" in found else found.get("G", 1900)
    hour = found.get("H", 0)
    if "I" in found:
        hour = found["I"] % 12 + 12 * found.get("p", 0)
    month, day = found.get("m", 1), found.get("d", 1)
    weekday = found.get("a", found["u"] - 1 if "u" in found else (found["w"] + 6) % 7 if "w" in found else None)
    if "j" in found and "m" not in found:
        year, month, day = _civil(_days(year, 1, 1) + found["j"] - 1)
    elif "G" in found and "V" in found and weekday is not None:
        first = _days(year, 1, 4)
        year, month, day = _civil(first - (first + 3) % 7 + found["V"] * 7 - 7 + weekday)
    elif weekday is not None and ("U" in found or "W" in found):
        first = (_days(year, 1, 1) + 3) % 7
        if "U" in found:
            days = (7 - (first + 1) % 7) % 7 + 7 * (found["U"] - 1) + (weekday + 1) % 7
        else:
            days = (7 - first) % 7 + 7 * (found["W"] - 1) + weekday
        year, month, day = _civil(_days(year, 1, 1) + days)
    n = _days(year, month, day)
    if _civil(n) != (year, month, day):
        raise ValueError("day is out of range for month")
    return (year, month, day, hour, found.get("M", 0), found.get("S", 0), (n + 3) % 7, n - _days(year, 1, 1) + 1, -1)


def struct(text, format):
    return time.struct_time(parse(text, format)[0])
