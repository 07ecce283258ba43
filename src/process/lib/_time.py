"""Calendar times of the module `time`. Source followed: Modules/timemodule.c, Lib/_strptime.py. The time zone is UTC."""

import time
from time import time as _now
from _timeformat import struct_time

_DAYS = "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")


def _civil(days):
    """Year, month and day of a count of days since 1970."""
    days += 719468
    era, doe = divmod(days, 146097)
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = mp + 3 if mp < 10 else mp - 9
    return yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) // 5 + 1


def _days(year, month, day):
    year -= month <= 2
    era, yoe = divmod(year, 400)
    doy = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468


def gmtime(seconds=None, /):
    seconds = _now() if seconds is None else seconds
    days, rest = divmod(int(seconds // 1), 86400)
    year, month, day = _civil(days)
    return struct_time((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7,
                        days - _days(year, 1, 1) + 1, 0))


localtime = gmtime


def _seconds(t):
    year, month = t[0] + (t[1] - 1) // 12, (t[1] - 1) % 12 + 1
    return (_days(year, month, 1) + t[2] - 1) * 86400 + t[3] * 3600 + t[4] * 60 + t[5]


def mktime(t, /):
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    return float(_seconds(t))


def asctime(t=None, /):
    t = gmtime() if t is None else t
    return f"{_DAYS[t[6]][:3]} {_MONTHS[t[1] - 1][:3]} {t[2]:2d} {t[3]:02d}:{t[4]:02d}:{t[5]:02d} {t[0]}"


def ctime(seconds=None, /):
    return asctime(gmtime(seconds))


def _iso_week(t):
    """ISO year and week."""
    thursday = _days(t[0], t[1], t[2]) - t[6] + 3
    year = _civil(thursday)[0]
    return year, (thursday - _days(year, 1, 1)) // 7 + 1


_FORMATS = {
    "Y": lambda t: str(t[0]), "m": lambda t: f"{t[1]:02d}", "d": lambda t: f"{t[2]:02d}", "H": lambda t: f"{t[3]:02d}",
    "M": lambda t: f"{t[4]:02d}", "S": lambda t: f"{t[5]:02d}", "y": lambda t: f"{t[0] % 100:02d}",
    "C": lambda t: f"{t[0] // 100:02d}", "e": lambda t: f"{t[2]:2d}", "I": lambda t: f"{(t[3] + 11) % 12 + 1:02d}",
    "l": lambda t: f"{(t[3] + 11) % 12 + 1:2d}", "k": lambda t: f"{t[3]:2d}",
    "p": lambda t: "AM" if t[3] < 12 else "PM", "P": lambda t: "am" if t[3] < 12 else "pm",
    "a": lambda t: _DAYS[t[6]][:3], "A": lambda t: _DAYS[t[6]],
    "b": lambda t: _MONTHS[t[1] - 1][:3], "h": lambda t: _MONTHS[t[1] - 1][:3], "B": lambda t: _MONTHS[t[1] - 1],
    "j": lambda t: f"{t[7]:03d}", "w": lambda t: str((t[6] + 1) % 7), "u": lambda t: str(t[6] + 1),
    "U": lambda t: f"{(t[7] + 6 - (t[6] + 1) % 7) // 7:02d}", "W": lambda t: f"{(t[7] + 6 - t[6]) // 7:02d}",
    "G": lambda t: str(_iso_week(t)[0]), "g": lambda t: f"{_iso_week(t)[0] % 100:02d}",
    "V": lambda t: f"{_iso_week(t)[1]:02d}",
    "c": lambda t: asctime(t), "x": lambda t: strftime("%m/%d/%y", t), "X": lambda t: strftime("%H:%M:%S", t),
    "D": lambda t: strftime("%m/%d/%y", t), "T": lambda t: strftime("%H:%M:%S", t), "R": lambda t: strftime("%H:%M", t),
    "F": lambda t: strftime("%Y-%m-%d", t), "r": lambda t: strftime("%I:%M:%S %p", t),
    "s": lambda t: str(_seconds(t)), "z": lambda t: "+0000", "Z": lambda t: "UTC", "n": lambda t: "\n", "t": lambda t: "\t",
    "%": lambda t: "%",
}


def strftime(format, t=None, /):
    t = gmtime() if t is None else t
    parts, at = [], 0
    while True:
        percent = format.find("%", at)
        if percent < 0 or percent + 1 >= len(format):
            parts.append(format[at:])
            return "".join(parts)
        parts.append(format[at:percent])
        code = format[percent + 1]
        at = percent + 2
        plain = code == "-" and at < len(format)
        if plain:
            code = format[at]
            at += 1
        function = _FORMATS.get(code)
        text = function(t) if function else format[percent:at]
        parts.append(text.lstrip(" 0") or "0" if plain else text)


def strptime(string, format="%a %b %d %H:%M:%S %Y", /):
    import _strptime
    return _strptime.struct(string, format)


CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID = 0, 1, 2, 3


def clock_gettime(clock, /):
    return (time.time, time.monotonic, time.process_time, time.thread_time)[clock]()


def clock_gettime_ns(clock, /):
    return (time.time_ns, time.monotonic_ns, time.process_time_ns, time.thread_time_ns)[clock]()


def get_clock_info(name):
    if name not in ("monotonic", "perf_counter", "process_time", "thread_time", "time"):
        raise ValueError("unknown clock")
    from types import SimpleNamespace
    return SimpleNamespace(implementation=f"clock_gettime({name})", monotonic=name != "time", adjustable=name == "time",
                           resolution=1e-09)


def tzset():
    pass
