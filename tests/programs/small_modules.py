"""keyword, reprlib, colorsys, shlex, html, getopt, stat, sched."""

def show(source, names={}):
    try:
        print(eval(source, names) if source[0] != "!" else exec(source[1:].replace(r"\n", "\n"), names) or "")
    except Exception as error:
        print(type(error).__name__, error)


for line in r"""
!import keyword, reprlib, colorsys, shlex, html, sched, getopt, stat, time
keyword.iskeyword("for"), keyword.iskeyword("x"), keyword.issoftkeyword("match"), len(keyword.kwlist)
reprlib.repr(list(range(100))), reprlib.repr("x"*100), reprlib.repr({i:i for i in range(10)}), reprlib.repr(10**100), reprlib.repr((1,)), reprlib.repr({3,1,2}), reprlib.repr([[[[[[[[1]]]]]]]])
!r=reprlib.Repr(); r.maxlist=2
r.repr([1,[2,3,4],3])
!class L(list):\n    @reprlib.recursive_repr()\n    def __repr__(self): return "<"+"|".join(map(repr,self))+">"
!l=L("ab"); l.append(l)
l
colorsys.rgb_to_hsv(0.2,0.4,0.4), colorsys.hsv_to_rgb(0.5,0.5,0.4), colorsys.rgb_to_hls(0.2,0.4,0.4), colorsys.hls_to_rgb(0.5,0.3,0.333), colorsys.rgb_to_yiq(0.2,0.4,0.4), colorsys.yiq_to_rgb(0.3,-0.1,0.2)
shlex.split("a 'b c' \"d \\\"e\" f\\ g"), shlex.quote("it's"), shlex.join(["a","b c"]), shlex.split("a # c",comments=True), shlex.quote(""), shlex.quote("abc"), list(shlex.shlex("a=b 'c d' e|f")), list(shlex.shlex("a && b || c; d >file", punctuation_chars=True)), shlex.split("a 'b'c"), shlex.split("'a b'",posix=False), shlex.split("")
shlex.split("a 'b")
shlex.split("a \\")
html.escape("<a href='x'>&\"</a>"), html.unescape("&lt;&amp;&#39;&eacute;&#x41;&nbsp;&copy &unknown; &amp;lt; &euro;&hellip;"), html.escape("'",quote=False)
getopt.getopt(["-a","-b","v","--foo=1","--bar","x"],"ab:",["foo=","bar"]), getopt.gnu_getopt(["x","-a","y"],"a")
getopt.getopt(["-z"],"a")
getopt.getopt(["-b"],"b:")
getopt.getopt(["--zz"],"",["foo"])
stat.filemode(0o100644), stat.filemode(0o40755), stat.S_ISDIR(0o40755), oct(stat.S_IMODE(0o100644))
!s=sched.scheduler(time.time,time.sleep)\ns.enter(0.02,1,print,("b",)); s.enter(0.01,1,print,("a",),{"sep":"-"}); e=s.enter(0.05,1,print,("x",)); s.cancel(e); print(len(s.queue)); s.run(); print(s.empty())
""".strip().split("\n"):
    show(line)
