"""Dates and times as text, ISO 8601. Source: Lib/_strptime.py, Modules/timemodule.c of CPython 3.14."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIELDS = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")


class struct_time(tuple):
    def __getattr__(self, name):
        if name in _FIELDS:
            return self[_FIELDS.index(name)]
        raise AttributeError(f"'time.struct_time' object has no attribute '{name}'")

    def __repr__(self):
        return f"time.struct_time({', '.join(f'{name}={value}' for name, value in zip(_FIELDS, self))})"


struct_time.__module__ = "time"


def strftime(value, format):
    """`value` is a date, a time or a datetime."""
    from _time import strftime as plain
    if hasattr(value, "timetuple"):
        moment = value.timetuple()
    else:
        moment = struct_time((1900, 1, 1, value.hour, value.minute, value.second, 0, 1, -1))
    made, at = [], 0
    while (found := format.find("%", at)) >= 0 and found + 1 < len(format):
        made.append(format[at:found])
        code, at = format[found + 1], found + 2
        if code == "f":
            made.append(f"{getattr(value, 'microsecond', 0):06d}")
        elif code in "zZ":
            made.append(_zone(code, value))
        elif code == ":" and format[at:at + 1] == "z":
            made.append(_zone("z", value, ":"))
            at += 1
        elif code == "s" and hasattr(value, "timestamp"):
            made.append(str(int(value.timestamp())))
        elif code == "-" and at < len(format):
            made.append(plain("%" + format[at], moment).lstrip("0 ") or "0")
            at += 1
        else:
            made.append(plain("%" + code, moment))
    return "".join(made) + format[at:]


def _zone(code, value, sep=""):
    if getattr(value, "tzinfo", None) is None:
        return ""
    if code == "Z":
        return value.tzname() or ""
    seconds = int(value.utcoffset().total_seconds())
    sign = "-" if seconds < 0 else "+"
    seconds = abs(seconds)
    text = f"{sign}{seconds // 3600:02d}{sep}{seconds // 60 % 60:02d}"
    return text + (f"{sep}{seconds % 60:02d}" if seconds % 60 else "")


def iso_date(text):
    digits = text.replace("-", "")
    if "W" in text:
        from datetime import date
        year, rest = digits.split("W")
        made = date.fromisocalendar(int(year), int(rest[:2]), int(rest[2:] or 1))
        return made.year, made.month, made.day
    if len(digits) != 8 or not digits.isdigit() or len(text) not in (8, 10):
        raise ValueError(text)
    if len(text) == 10 and (text[4] != "-" or text[7] != "-"):
        raise ValueError(text)
    return int(digits[:4]), int(digits[4:6]), int(digits[6:])


def iso_time(text):
    """hour, minute, second, microsecond, microseconds east of UTC or None."""
    offset = None
    for n, char in enumerate(text):
        if char in "+-Z":
            zone, text = text[n:], text[:n]
            if zone == "Z":
                offset = 0
            else:
                hour, minute, second, us = _iso_clock(zone[1:])
                offset = (-1 if char == "-" else 1) * (((hour * 60 + minute) * 60 + second) * 1000000 + us)
            break
    return *_iso_clock(text), offset


def _iso_clock(text):
    clock, _, fraction = text.replace(",", ".").partition(".")
    parts = clock.split(":") if ":" in clock else [clock[i:i + 2] for i in range(0, len(clock), 2)]
    if not 1 <= len(parts) <= 3 or not all(len(part) == 2 and part.isdigit() for part in parts):
        raise ValueError(text)
    if fraction and not fraction.isdigit() or (_ and not fraction):
        raise ValueError(text)
    hour, minute, second = [*map(int, parts), 0, 0][:3]
    return hour, minute, second, int(fraction[:6].ljust(6, "0")) if fraction else 0
