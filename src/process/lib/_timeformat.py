"""Times to text and back: strftime, strptime, ISO 8601. Source: Lib/_strptime.py, Modules/timemodule.c of CPython 3.14."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FULL_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FULL_MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")
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
    get = lambda name, default: getattr(value, name, default)
    year, month, day = get("year", 1900), get("month", 1), get("day", 1)
    hour, minute, second = get("hour", 0), get("minute", 0), get("second", 0)
    weekday = value.weekday() if hasattr(value, "weekday") else 0
    yday = value.timetuple()[7] if hasattr(value, "weekday") else 1
    clock = f"{hour:02d}:{minute:02d}:{second:02d}"
    made, at = [], 0
    while at < len(format):
        char = format[at]
        at += 1
        if char != "%" or at == len(format):
            made.append(char)
            continue
        code = format[at]
        at += 1
        if code == "-" and at < len(format):
            text = _field(format[at], value, year, month, day, hour, minute, second, weekday, yday, clock)
            text = text.lstrip("0") or "0"
            at += 1
        else:
            text = _field(code, value, year, month, day, hour, minute, second, weekday, yday, clock)
        made.append(text)
    return "".join(made)


def _field(code, value, year, month, day, hour, minute, second, weekday, yday, clock):
    if code in "Yymd":
        return {"Y": f"{year}", "y": f"{year % 100:02d}", "m": f"{month:02d}", "d": f"{day:02d}"}[code]
    if code in "HIMSpf":
        return {"H": f"{hour:02d}", "I": f"{(hour + 11) % 12 + 1:02d}", "M": f"{minute:02d}", "S": f"{second:02d}",
                "p": "AM" if hour < 12 else "PM", "f": f"{getattr(value, 'microsecond', 0):06d}"}[code]
    if code in "aAwu":
        return {"a": DAYS[weekday], "A": FULL_DAYS[weekday], "w": str((weekday + 1) % 7), "u": str(weekday + 1)}[code]
    if code in "bBhj":
        return {"b": MONTHS[month], "h": MONTHS[month], "B": FULL_MONTHS[month], "j": f"{yday:03d}"}[code]
    if code == "e":
        return f"{day:2d}"
    if code in "TX":
        return clock
    if code == "R":
        return clock[:5]
    if code in "Dx":
        return f"{month:02d}/{day:02d}/{year % 100:02d}"
    if code == "F":
        return f"{year:04d}-{month:02d}-{day:02d}"
    if code == "c":
        return f"{DAYS[weekday]} {MONTHS[month]} {day:2d} {clock} {year}"
    if code in "zZ":
        return _zone(code, value)
    if code in "UW":
        return f"{(yday + 6 - (weekday + 1) % 7) // 7 if code == 'U' else (yday + 6 - weekday) // 7:02d}"
    if code in "GV":
        iso = value.isocalendar()
        return str(iso[0]) if code == "G" else f"{iso[1]:02d}"
    if code == "s":
        return str(int(value.timestamp()))
    return {"n": "\n", "t": "\t", "%": "%"}.get(code, "%" + code)


def _zone(code, value):
    if getattr(value, "tzinfo", None) is None:
        return ""
    if code == "Z":
        return value.tzname() or ""
    seconds = int(value.utcoffset().total_seconds())
    sign = "-" if seconds < 0 else "+"
    seconds = abs(seconds)
    return f"{sign}{seconds // 3600:02d}{seconds // 60 % 60:02d}" + (f"{seconds % 60:02d}" if seconds % 60 else "")


# ---- reading ----

_WIDTHS = {"Y": 4, "y": 2, "m": 2, "d": 2, "H": 2, "I": 2, "M": 2, "S": 2, "j": 3, "f": 6, "w": 1, "u": 1}


class _NoMatch(Exception):
    pass


def strptime(text, format):
    """((year, month, day, hour, minute, second), microsecond, seconds east of UTC or None, zone's name)."""
    found, at, i = {}, 0, 0
    for code, expanded in (("D", "%m/%d/%y"), ("T", "%H:%M:%S"), ("R", "%H:%M"), ("F", "%Y-%m-%d"),
                           ("c", "%a %b %d %H:%M:%S %Y"), ("x", "%m/%d/%y"), ("X", "%H:%M:%S")):
        format = format.replace("%" + code, expanded)
    try:
        while i < len(format):
            char = format[i]
            i += 1
            if char == "%":
                if i == len(format):
                    raise ValueError(f"stray % in format '{format}'")
                at = _read(format[i], text, at, found, format)
                i += 1
            elif char.isspace():
                while at < len(text) and text[at].isspace():
                    at += 1
            elif text[at:at + 1].lower() == char.lower():
                at += 1
            else:
                raise _NoMatch
    except _NoMatch:
        raise ValueError(f"time data {text!r} does not match format {format!r}") from None
    if at != len(text):
        raise ValueError(f"unconverted data remains: {text[at:]}")
    return _assembled(found)


def _digits(text, at, most):
    end = at
    while end < len(text) and end - at < most and text[end].isdigit():
        end += 1
    if end == at:
        raise _NoMatch
    return text[at:end], end


def _read(code, text, at, found, format):
    if code in _WIDTHS:
        digits, end = _digits(text, at, _WIDTHS[code])
        n = int(digits)
        low, high = {"m": (1, 12), "d": (1, 31), "H": (0, 23), "I": (1, 12), "M": (0, 59), "S": (0, 61),
                     "j": (1, 366)}.get(code, (0, 9999999))
        if (n > high and len(digits) > 1):
            digits, end = digits[:-1], end - 1
            n = int(digits)
        if not low <= n <= high or (code == "Y" and len(digits) != 4):
            raise _NoMatch
        found[code] = int(digits.ljust(6, "0")) if code == "f" else n
        return end
    if code in "aAbBhp":
        names = {"a": DAYS, "A": FULL_DAYS, "b": MONTHS, "h": MONTHS, "B": FULL_MONTHS, "p": ("AM", "PM")}[code]
        for n, name in enumerate(names):
            if name and text[at:at + len(name)].lower() == name.lower():
                found["b" if code in "Bh" else code] = n
                return at + len(name)
        raise _NoMatch
    if code == "z":
        if text[at:at + 1] == "Z":
            found["z"] = 0
            return at + 1
        sign = {"+": 1, "-": -1}.get(text[at:at + 1])
        hours, minutes = text[at + 1:at + 3], text[at + 3:at + 6].lstrip(":")[:2]
        if sign is None or not (hours + minutes).isdigit() or len(hours + minutes) != 4:
            raise _NoMatch
        found["z"] = sign * (int(hours) * 3600 + int(minutes) * 60)
        return at + (6 if text[at + 3:at + 4] == ":" else 5)
    if code == "Z":
        for name in ("UTC", "GMT"):
            if text.startswith(name, at):
                found["Z"] = name
                return at + 3
        raise _NoMatch
    if code == "%" and text[at:at + 1] == "%":
        return at + 1
    if code == "%":
        raise _NoMatch
    raise ValueError(f"'{code}' is a bad directive in format '{format}'")


def _assembled(found):
    year = found.get("Y", 1900)
    if "y" in found:
        year = found["y"] + (2000 if found["y"] <= 68 else 1900)
    month, day = found.get("m", found.get("b", 1)), found.get("d", 1)
    if "j" in found and "m" not in found and "b" not in found:
        from datetime import date
        made = date.fromordinal(date(year, 1, 1).toordinal() + found["j"] - 1)
        month, day = made.month, made.day
    hour = found.get("H", 0)
    if "I" in found:
        hour = found["I"] % 12 + 12 * found.get("p", 0)
    parts = year, month, day, hour, found.get("M", 0), found.get("S", 0)
    return parts, found.get("f", 0), found.get("z"), None


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
