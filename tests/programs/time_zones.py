"""Time zones by name: offsets, changes, what is skipped and what is there twice."""

def show(source, names={}):
    try:
        print(eval(source, names) if source[0] != "!" else exec(source[1:].replace(r"\n", "\n"), names) or "")
    except Exception as error:
        print(type(error).__name__, error)


for line in r"""
!from zoneinfo import *
!from datetime import *
!ny=ZoneInfo("America/New_York"); u=datetime(2024,1,1,12,tzinfo=timezone.utc)
datetime(2024,7,1,12,tzinfo=ny), datetime(2024,7,1,12,tzinfo=ny).isoformat(), datetime(2024,1,1,12,tzinfo=ny).utcoffset(), ny, ny.key, str(ny), u.astimezone(ny), u.astimezone(ZoneInfo("Asia/Tokyo")), datetime(2024,7,1,tzinfo=ZoneInfo("Europe/Paris")).tzname(), ZoneInfo("UTC"), datetime(2024,3,10,2,30,tzinfo=ny).isoformat(), datetime(2024,11,3,1,30,fold=1,tzinfo=ny).isoformat(), datetime(2024,11,3,1,30,tzinfo=ny).isoformat(), datetime(2024,3,10,2,30,fold=1,tzinfo=ny).isoformat()
ZoneInfo("No/Where")
[datetime(2024,m,d,h,30,tzinfo=timezone.utc).astimezone(ZoneInfo(z)).isoformat() for z in ("America/New_York","Europe/London","Europe/Dublin","Australia/Sydney","Asia/Kolkata","America/Los_Angeles","Europe/Paris","Pacific/Auckland","Asia/Kathmandu","America/St_Johns") for m,d in ((1,15),(3,10),(3,31),(4,6),(7,4),(10,5),(10,27),(11,3)) for h in (0,1,5,6,7,13,15,16)]
[(datetime(2024,m,d,h,30,tzinfo=ZoneInfo(z),fold=f).utcoffset(),datetime(2024,m,d,h,30,tzinfo=ZoneInfo(z),fold=f).dst(),datetime(2024,m,d,h,30,tzinfo=ZoneInfo(z),fold=f).tzname()) for z in ("America/New_York","Europe/London","Europe/Dublin","Australia/Sydney","Europe/Paris") for m,d in ((3,10),(3,31),(4,7),(7,4),(10,6),(10,27),(11,3)) for h in (0,1,2,3,4) for f in (0,1)]
ZoneInfo("UTC") is ZoneInfo("UTC"), "Europe/Paris" in available_timezones(), ny.utcoffset(None), ZoneInfo("UTC").utcoffset(None), datetime(2024,1,1,tzinfo=ZoneInfo("UTC")).isoformat(), datetime.now(ny).tzinfo, datetime(2024,3,9,12,tzinfo=ny)+timedelta(days=1), (datetime(2024,3,10,12,tzinfo=ny)-datetime(2024,3,9,12,tzinfo=ny))
datetime(2024,6,1,tzinfo=ny)==datetime(2024,6,1,4,tzinfo=timezone.utc), datetime(2024,6,1,tzinfo=ny).timestamp(), datetime.fromtimestamp(0,ny)
""".strip().split("\n"):
    show(line)
