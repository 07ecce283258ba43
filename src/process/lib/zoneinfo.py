"""Time zones by name: today's rules of the zones that programs name most, as POSIX strings (`tzset(3)`).

Source followed: Lib/zoneinfo/_zoneinfo.py (`_TZStr`, `_find_trans`, `fromutc`). Rules of the past are not kept: a zone has
always been as it is now.
"""

__all__ = ["ZoneInfo", "reset_tzpath", "available_timezones", "TZPATH", "ZoneInfoNotFoundError", "InvalidTZPathWarning"]

import re
from datetime import datetime, timedelta, tzinfo

TZPATH = ()
_EU = "M3.5.0,M10.5.0/3"
_US = "M3.2.0,M11.1.0"
_ZONES = {
    "UTC0": "UTC Etc/UTC Etc/UCT Etc/Universal Etc/Zulu UCT Universal Zulu", "GMT0": "GMT Etc/GMT Etc/GMT0 Africa/Accra "
    "Africa/Abidjan Africa/Dakar Atlantic/Reykjavik Iceland",
    "GMT0BST,M3.5.0/1,M10.5.0": "Europe/London GB Europe/Belfast Europe/Jersey",
    "IST-1GMT0,M10.5.0,M3.5.0/1": "Europe/Dublin Eire", "WET0WEST,M3.5.0/1,M10.5.0": "Europe/Lisbon Portugal Atlantic/Madeira "
    "Atlantic/Canary WET",
    "CET-1CEST," + _EU: "Europe/Paris Europe/Berlin Europe/Madrid Europe/Rome Europe/Amsterdam Europe/Vienna Europe/Zurich "
    "Europe/Brussels Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Prague Europe/Warsaw Europe/Budapest "
    "Europe/Belgrade Europe/Zagreb Europe/Ljubljana Europe/Bratislava Europe/Luxembourg Europe/Monaco Europe/Malta "
    "Europe/Vatican Europe/San_Marino Europe/Andorra Europe/Gibraltar Europe/Sarajevo Europe/Skopje Europe/Tirane CET MET Poland",
    "EET-2EEST,M3.5.0/3,M10.5.0/4": "Europe/Athens Europe/Helsinki Europe/Kyiv Europe/Kiev Europe/Bucharest Europe/Sofia "
    "Europe/Riga Europe/Tallinn Europe/Vilnius Asia/Nicosia EET",
    "MSK-3": "Europe/Moscow W-SU", "<+03>-3": "Europe/Istanbul Turkey Asia/Istanbul Europe/Minsk Asia/Riyadh Asia/Baghdad "
    "Asia/Kuwait Asia/Qatar Asia/Amman",
    "EST5EDT," + _US: "America/New_York US/Eastern America/Toronto Canada/Eastern America/Detroit America/Montreal EST5EDT",
    "CST6CDT," + _US: "America/Chicago US/Central America/Winnipeg Canada/Central CST6CDT",
    "MST7MDT," + _US: "America/Denver US/Mountain America/Edmonton America/Boise Canada/Mountain MST7MDT",
    "PST8PDT," + _US: "America/Los_Angeles US/Pacific America/Vancouver America/Tijuana Canada/Pacific PST8PDT",
    "MST7": "America/Phoenix US/Arizona MST", "AKST9AKDT," + _US: "America/Anchorage US/Alaska",
    "HST10": "Pacific/Honolulu US/Hawaii HST", "AST4ADT," + _US: "America/Halifax Canada/Atlantic Atlantic/Bermuda",
    "NST3:30NDT," + _US: "America/St_Johns Canada/Newfoundland", "AST4": "America/Puerto_Rico America/Santo_Domingo",
    "EST5": "America/Panama America/Jamaica America/Cancun EST",
    "CST6": "America/Mexico_City Mexico/General America/Costa_Rica America/Guatemala America/Regina",
    "<-03>3": "America/Sao_Paulo Brazil/East America/Argentina/Buenos_Aires America/Buenos_Aires America/Montevideo",
    "<-05>5": "America/Bogota America/Lima America/Guayaquil", "<-04>4": "America/Caracas America/La_Paz America/Manaus",
    "<-04>4<-03>,M9.1.6/24,M4.1.6/24": "America/Santiago", "JST-9": "Asia/Tokyo Japan", "KST-9": "Asia/Seoul ROK",
    "CST-8": "Asia/Shanghai Asia/Taipei PRC Asia/Chongqing Asia/Macau", "HKT-8": "Asia/Hong_Kong Hongkong",
    "<+08>-8": "Asia/Singapore Singapore Asia/Kuala_Lumpur", "PST-8": "Asia/Manila",
    "IST-5:30": "Asia/Kolkata Asia/Calcutta", "PKT-5": "Asia/Karachi", "<+06>-6": "Asia/Dhaka Asia/Omsk",
    "<+07>-7": "Asia/Bangkok Asia/Ho_Chi_Minh Asia/Saigon Asia/Novosibirsk", "WIB-7": "Asia/Jakarta",
    "<+04>-4": "Asia/Dubai Asia/Baku Asia/Tbilisi Asia/Yerevan Europe/Samara", "<+0330>-3:30": "Asia/Tehran Iran",
    "<+0430>-4:30": "Asia/Kabul", "<+05>-5": "Asia/Tashkent Asia/Yekaterinburg Asia/Almaty Indian/Maldives",
    "<+0530>-5:30": "Asia/Colombo", "<+0545>-5:45": "Asia/Kathmandu Asia/Katmandu", "<+0630>-6:30": "Asia/Yangon",
    "IST-2IDT,M3.4.4/26,M10.5.0": "Asia/Jerusalem Israel Asia/Tel_Aviv",
    "EET-2EEST,M3.5.0/0,M10.5.0/0": "Asia/Beirut", "<+10>-10": "Asia/Vladivostok Pacific/Port_Moresby",
    "AEST-10AEDT,M10.1.0,M4.1.0/3": "Australia/Sydney Australia/Melbourne Australia/Hobart Australia/Canberra "
    "Australia/ACT Australia/NSW Australia/Victoria",
    "AEST-10": "Australia/Brisbane Australia/Queensland", "ACST-9:30ACDT,M10.1.0,M4.1.0/3": "Australia/Adelaide",
    "ACST-9:30": "Australia/Darwin", "AWST-8": "Australia/Perth", "NZST-12NZDT,M9.5.0,M4.1.0/3": "Pacific/Auckland NZ",
    "<+12>-12": "Pacific/Fiji Asia/Kamchatka", "<+14>-14": "Pacific/Kiritimati", "SST11": "Pacific/Pago_Pago",
    "EET-2EEST,M4.5.5/0,M10.5.4/24": "Africa/Cairo Egypt", "SAST-2": "Africa/Johannesburg",
    "CAT-2": "Africa/Maputo Africa/Harare Africa/Lusaka Africa/Khartoum", "EET-2": "Africa/Tripoli Europe/Kaliningrad",
    "WAT-1": "Africa/Lagos Africa/Kinshasa Africa/Luanda", "EAT-3": "Africa/Nairobi Africa/Addis_Ababa",
    "CET-1": "Africa/Algiers Africa/Tunis", "<+01>-1": "Africa/Casablanca",
}
_keys = {key: rule for rule, names in _ZONES.items() for key in names.split()}
for _n in range(1, 15):
    _keys[f"Etc/GMT-{_n}"] = f"<+{_n:02d}>-{_n}"
    if _n < 13:
        _keys[f"Etc/GMT+{_n}"] = f"<-{_n:02d}>{_n}"
_ZERO, _HOUR = timedelta(0), timedelta(hours=1)


class ZoneInfoNotFoundError(KeyError):
    """Exception raised when a ZoneInfo key is not found."""


class InvalidTZPathWarning(RuntimeWarning):
    """Warning raised if an invalid path is specified in PYTHONTZPATH."""


def _span(text):
    sign = -1 if text[:1] == "-" else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    return sign * timedelta(**dict(zip(("hours", "minutes", "seconds"), parts)))


def _moment(rule):
    """`M3.2.0/2`: a function from a year to the wall time of the change."""
    day, _, clock = rule.partition("/")
    month, week, weekday = map(int, day[1:].split("."))
    clock = _span(clock or "2")

    def at(year):
        first = datetime(year, month, 1)
        day = first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (week - 1))
        if day.month != month:
            day -= timedelta(7)
        return day + clock
    return at


class ZoneInfo(tzinfo):
    _cache = {}

    def __new__(cls, key):
        found = cls._cache.get(key) if cls is ZoneInfo else None
        return found if found is not None else cls._made(key, cls is ZoneInfo)

    @classmethod
    def no_cache(cls, key):
        return cls._made(key, False)

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        cls._cache.clear()

    @classmethod
    def _made(cls, key, keep):
        if not isinstance(key, str):
            raise TypeError(f"expected str, bytes or os.PathLike object, not {type(key).__name__}")
        if key not in _keys:
            raise ZoneInfoNotFoundError(f"No time zone found with key {key}")
        self = tzinfo.__new__(cls)
        self._key = key
        names, *rules = _keys[key].split(",")
        parts = re.findall(r"(<[^>]*>|[A-Za-z]+)([-+]?[\d:]*)", names)
        self._name, self._offset = parts[0][0].strip("<>"), -_span(parts[0][1])
        self._rules = None
        if rules:
            self._dst_name = parts[1][0].strip("<>")
            self._dst_offset = -_span(parts[1][1]) if parts[1][1] else self._offset + _HOUR
            self._rules = _moment(rules[0]), _moment(rules[1])
        if keep:
            cls._cache[key] = self
        return self

    key = property(lambda self: self._key)

    def _dst_at(self, dt):
        """Whether the other time is kept at a local time."""
        if self._rules is None or dt is None:
            return False
        wall = dt.replace(tzinfo=None, fold=0)
        start, end = self._rules[0](dt.year), self._rules[1](dt.year)
        gap = self._dst_offset - self._offset
        # In what is skipped the time before goes on; what is there twice is first the time before. With fold the other.
        forth = gap if gap > _ZERO else _ZERO
        if dt.fold:
            begins, ends = start + (forth - gap if gap > _ZERO else gap), end - gap if gap > _ZERO else end
        else:
            begins, ends = start + forth, end if gap > _ZERO else end - gap
        if begins < ends:
            return begins <= wall < ends
        return not ends <= wall < begins

    def utcoffset(self, dt):
        if dt is None:
            return self._offset if self._rules is None else None
        return self._dst_offset if self._dst_at(dt) else self._offset

    def dst(self, dt):
        if dt is None:
            return _ZERO if self._rules is None else None
        return self._dst_offset - self._offset if self._dst_at(dt) else _ZERO

    def tzname(self, dt):
        if dt is None:
            return self._name if self._rules is None else None
        return self._dst_name if self._dst_at(dt) else self._name

    def fromutc(self, dt):
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        if self._rules is None:
            return dt + self._offset
        utc = dt.replace(tzinfo=None)
        year = (utc + self._offset).year
        start, end = self._rules[0](year) - self._offset, self._rules[1](year) - self._dst_offset
        other = start <= utc < end if start < end else not end <= utc < start
        made = dt + (self._dst_offset if other else self._offset)
        gap = self._dst_offset - self._offset
        change = end if gap > _ZERO else start
        return made.replace(fold=1) if change <= utc < change + abs(gap) else made

    def __str__(self):
        return self._key

    def __repr__(self):
        return f"{type(self).__module__}.{type(self).__qualname__}(key={self._key!r})"

    def __reduce__(self):
        return type(self), (self._key,)

    def __deepcopy__(self, memo):
        return self

    __copy__ = lambda self: self


def available_timezones():
    return set(_keys)


def reset_tzpath(to=None):
    pass


__import__("_lib").in_c("zoneinfo", ZoneInfo)
