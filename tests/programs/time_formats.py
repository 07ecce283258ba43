import time
from datetime import date, datetime, time as clock, timedelta, timezone

d = datetime(2024, 2, 29, 5, 7, 9, 1234, tzinfo=timezone(timedelta(hours=-5, minutes=-30)))
t = (2024, 2, 29, 5, 7, 9, 3, 60, 0)
for code in "YymdHIMSpjaAbBhUWuwGVeTRFDxXcn%":
    print(code, repr(d.strftime("%" + code)), repr(time.strftime("%" + code, t)), d.strftime("%" + code) == time.strftime("%" + code, t))
print(d.strftime("%f %z %Z|%-d/%-m|%Y-%m-%dT%H:%M:%S.%f%z"), f"{d:%A %d %B %Y}", date(2024, 3, 1).strftime("%d.%m.%Y %H"), clock(13, 5).strftime("%I:%M %p"))
for text, format in [("2024-02-29 05:07:09", "%Y-%m-%d %H:%M:%S"), ("29 Feb 24", "%d %b %y"), ("Thursday, 29 February 2024", "%A, %d %B %Y"), ("5:07 PM", "%I:%M %p"),
                     ("2024-060", "%Y-%j"), ("2024 09 4", "%G %V %u"), ("2024 8 Thu", "%Y %W %a"), ("12:00:00.5", "%H:%M:%S.%f"), ("2/9/69", "%m/%d/%y"), ("  7", "%d"),
                     ("2024-01-01T00:00:00+0530", "%Y-%m-%dT%H:%M:%S%z"), ("2024-01-01 -03:00", "%Y-%m-%d %z"), ("1 UTC", "%d %Z"), ("50%", "%M%%")]:
    try:
        print(repr(datetime.strptime(text, format)))
    except ValueError as e:
        print(e)
    if "%z" not in format and "%f" not in format:
        try:
            print(tuple(time.strptime(text, format)))
        except ValueError as e:
            print(e)
for text, format in [("2024", "%Y-%m"), ("2024-13", "%Y-%m"), ("2024-01-01x", "%Y-%m-%d"), ("x", "%Q"), ("30 Feb 2023", "%d %b %Y"), ("1", "%")]:
    for parse in datetime.strptime, time.strptime:
        try:
            print(parse(text, format))
        except ValueError as e:
            print(e)
s = time.gmtime(0)
print(s, s.tm_year, s[:3], time.struct_time(t) == t, time.asctime(t), time.strftime("%H:%M", s))
