import io,csv,tempfile,os,sys,struct
s=io.StringIO("a\nb\nc")
print(repr(s.readline()), s.read(1), s.tell(), s.seek(0), s.readlines(), s.read(), s.seek(0,2), s.write("zz"), s.getvalue(), s.truncate(2), s.getvalue(), s.readable(), s.closed, list(io.StringIO("x\ny\n")), s.seekable(), s.isatty(), s.close(), s.closed)
try: s.read()
except ValueError as e: print(e)
t=tempfile.mkdtemp(); p=os.path.join(t,"f.txt")
with open(p,"w") as f: print(f.write("line1\nline2\nline3"), f.name==p, f.mode, f.closed, f.encoding, f.writable())
with open(p) as f: print(repr(f.readline()), f.tell(), list(f), f.read(), f.seek(0), f.readlines(5), f.newlines, f.buffer)if 0 else print(repr(f.readline()), list(f), f.read(), f.seek(0), f.readlines(5))
with open(p,"a") as f: f.writelines(["\nx","y"])
with open(p,"rb") as f: print(f.read(), f.mode, type(f))
with open(p,"r+") as f: f.seek(2); f.write("ZZ"); f.seek(0); print(f.read())
f=open(p); f.close()
try: f.read()
except ValueError as e: print(e)
for a in ((p,"x"),):
    try: open(*a)
    except FileExistsError as e: print(type(e).__name__, e.errno, e.strerror)
for mode,op in (("r",lambda f:f.write("a")),("w",lambda f:f.read())):
    with open(p,mode) as f:
        try: op(f)
        except io.UnsupportedOperation as e: print(e)
with open(p,"w",newline="") as f:
    w=csv.writer(f); print(w.writerow(["a","b,c",'d"e',1,None,2.5])); w.writerows([[1,2],["x\ny",""]]); print(w)if 0 else 0
print(repr(open(p,newline="").read()), list(csv.reader(open(p,newline=""))))
o=io.StringIO(); csv.writer(o,quoting=csv.QUOTE_ALL,lineterminator="\n",delimiter="|").writerow([1,"a"]); print(repr(o.getvalue()))
print("a","b",sep="-",end="!\n",file=sys.stdout,flush=True)
sys.stdout.write("w\n"); sys.stdout.writelines(["a","\n"])
tw=io.TextIOWrapper(io.BytesIO(b"a\xc3\xa9\nz"),encoding="utf-8"); print(repr(tw.readline()), repr(tw.read()))
b=io.BufferedReader(io.BytesIO(b"abcdef")); print(b.peek(2)[:2], b.read(3), b.read())
bw=io.BufferedWriter(raw:=io.BytesIO()); bw.write(b"xy"); print(raw.getvalue()); bw.flush(); print(raw.getvalue())
with open(p,"wb") as f: f.write(struct.pack("<IH",7,8)); 
with open(p,"rb") as f: print(struct.unpack("<IH",f.read()), f.tell(), f.seek(-2,2), f.read())
try: io.BytesIO("x")
except TypeError as e: print(e)
with open(p,"w",encoding="utf-16") as f: f.write("hé")
print(open(p,"rb").read()[:2] in (b"\xff\xfe",b"\xfe\xff"), open(p,encoding="utf-16").read())
try: open(p,encoding="utf-8").read()
except UnicodeDecodeError as e: print(e.reason, e.start)
try: open(p,"w",encoding="ascii").write("é")
except UnicodeEncodeError as e: print(e)
class Up(io.TextIOBase):
    def __init__(self): self.parts=[]
    def write(self,s): self.parts.append(s.upper()); return len(s)
u=Up(); print("hello", file=u); print(u.parts)
import contextlib
with contextlib.redirect_stdout(u): print("x")
print(u.parts)
old=sys.stdout; sys.stdout=io.StringIO(); print("captured"); got=sys.stdout.getvalue(); sys.stdout=old; print(repr(got))
sys.stdin=io.StringIO("l1\nl2\n"); print(input(), input())
try: input()
except EOFError as e: print("EOF", e)
print(input.__name__, sys.stdout.fileno() if hasattr(sys.stdout,"fileno") else 0)
