"""Calendars, differences of texts, literals."""

def show(source, names={}):
    try:
        print(eval(source, names) if source[0] != "!" else exec(source[1:].replace(r"\n", "\n"), names) or "")
    except Exception as error:
        print(type(error).__name__, error)


for line in r"""
!import calendar, difflib, ast, cmath, math, datetime
calendar.monthrange(2024,13)
calendar.calendar(2024)
calendar.calendar(2023,w=3,m=4)
calendar.HTMLCalendar().formatmonth(2024,1)
list(calendar.Calendar(6).itermonthdates(2024,2))[:3], calendar.Calendar().monthdatescalendar(2024,1)[0], list(calendar.Calendar().iterweekdays()), calendar.Calendar(2).monthdays2calendar(2024,2)[0]
list(difflib.ndiff(["a","b"],["a","c"])), list(difflib.unified_diff(["a\n","b\n"],["a\n","c\n"],"f","t")), difflib.get_close_matches("appel",["ape","apple","peach","puppy"]), difflib.SequenceMatcher(None,"abcd","bcde").ratio(), difflib.SequenceMatcher(None,"abxcd","abcd").get_opcodes(), difflib.SequenceMatcher(None,"abcd","bcde").get_matching_blocks(), difflib.SequenceMatcher(lambda x:x==" ","private Thread currentThread;","private volatile Thread currentThread;").ratio(), difflib.SequenceMatcher(None,"abc","abc").quick_ratio(), difflib.SequenceMatcher(a="qabxcd",b="abycdf").find_longest_match()
calendar.monthrange(2024,2)[1], calendar.isleap(2000), calendar.leapdays(2000,2024), calendar.weekday(2024,1,1)==0, calendar.monthcalendar(2024,2), calendar.month(2024,2), calendar.timegm((1970,1,2,0,0,0)), calendar.TextCalendar(6).formatmonth(2024,5), list(calendar.Calendar().itermonthdays(2024,2))[:5], calendar.month_abbr[12], calendar.weekheader(3)
print("".join(difflib.ndiff("one\ntwo\nthree\n".splitlines(True),"ore\ntree\nemu\n".splitlines(True))))
print("".join(difflib.context_diff("bacon\neggs\nham\nguido\n".splitlines(True),"python\neggy\nhamster\nguido\n".splitlines(True),"a","b")))
print("".join(difflib.unified_diff([f"l{i}\n" for i in range(20)],[f"l{i}\n" for i in range(20) if i not in (3,15)]+["new\n"],"a","b",n=1)))
ast.literal_eval("[1, 2.5, 'a', (1,), {'k': None, 'j': True}, {1,2}, -3, b'x', 1+2j]"), ast.literal_eval("  5"), ast.literal_eval("'a' 'b'"), ast.literal_eval("()"), ast.literal_eval("{}"), ast.literal_eval("set()"), ast.literal_eval("1,2"), ast.literal_eval("0x1F"), ast.literal_eval("-1.5e3"), ast.literal_eval("(1)"), ast.literal_eval("..."), ast.literal_eval(r"r'\d'"), ast.literal_eval("1_000"), ast.literal_eval("[1,\n2] # c"), ast.literal_eval("3j"), ast.literal_eval("{'a': [1, {'b': (2, 3)}]}")
""".strip().split("\n"):
    show(line)
