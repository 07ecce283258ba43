import io
import os
import os.path

os.chdir("/tmp")
if os.path.exists("pylanes_files"):
    for where, folders, names in os.walk("pylanes_files", topdown=False):
        for n in names:
            os.remove(os.path.join(where, n))
        os.rmdir(where)
os.mkdir("pylanes_files")
os.chdir("pylanes_files")


def tells(what, *args, **kwargs):
    try:
        print(repr(what(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


with open("a.txt", "w") as f:
    print(f, f.name, f.mode, f.readable(), f.writable())
    print(f.write("first line\nsecond line\n"), f.write("ünï\n"))
    f.writelines(["x\n", "y"])
    tells(f.read)
print(f.closed)
tells(f.write, "more")
tells(f.read)
with open("a.txt") as f:
    print(f.read(5), f.tell(), repr(f.readline()), f.tell())
    for line in f:
        print(repr(line))
    print(repr(f.read()), repr(f.readline()), f.tell())
    f.seek(0)
    print(f.readlines())
    tells(f.write, "x")
with open("a.txt", "a") as f:
    print(f.tell())
    f.write("!\n")
    print(f.tell())
print(open("a.txt", encoding="utf-8").read().splitlines())
with open("a.txt", "rb") as f:
    print(f, f.read(3), f.peek(2)[:2], f.readline(), f.tell(), f.seek(-4, 2), f.read(), f.read())
with open("b.bin", "wb") as f:
    print(f.write(bytes(range(10))), f.tell())
    f.seek(2)
    f.write(b"\xff\xfe")
    tells(f.write, "text")
with open("b.bin", "rb+") as f:
    print(f.read())
    f.seek(8)
    f.write(b"end.")
    f.seek(0)
    print(f.read(), f.truncate(3))
print(os.path.getsize("b.bin"), os.stat("b.bin").st_size, os.path.isfile("b.bin"), os.path.isdir("b.bin"))
with open("c.txt", "w+") as f:
    f.write("hello\nworld\n")
    f.seek(6)
    print(f.read())
    f.seek(0)
    f.write("J")
    f.seek(0)
    print(f.read())
with open("d.txt", "w", newline="\r\n") as f:
    f.write("1\n2\n")
print(open("d.txt", "rb").read(), open("d.txt").read(), open("d.txt", newline="").read())
open("e.txt", "w").write("never closed")
print(open("e.txt").read())
with open("x.txt", "x") as f:
    f.write("new")
tells(open, "x.txt", "x")
tells(open, "missing.txt")
tells(open, "missing/deep.txt", "w")
tells(open, "a.txt/deep.txt")
tells(open, ".", "w")
tells(open, "a.txt", "q")
tells(open, "a.txt", "rw")
tells(open, "a.txt", "")
tells(open, "a.txt", "rb", encoding="utf-8")
tells(open, "a.txt", "r", 0)
tells(open, 1.5)
try:
    open("a.txt", encoding="ascii").read()
except UnicodeDecodeError as e:
    print(e)

os.makedirs("one/two/three")
tells(os.makedirs, "one/two")
os.makedirs("one/two", exist_ok=True)
open("one/f1", "w").close()
open("one/two/f2", "w").close()
print(sorted(os.listdir()), sorted(os.listdir("one")))
for where, folders, names in os.walk("one"):
    print(where, sorted(folders), sorted(names))
with os.scandir("one") as entries:
    print(sorted((e.name, e.path, e.is_dir(), e.is_file()) for e in entries))
os.rename("one/f1", "one/two/f3")
os.replace("x.txt", "c.txt")
print(sorted(os.listdir("one/two")), open("c.txt").read())
tells(os.rmdir, "one")
tells(os.rmdir, "a.txt")
tells(os.remove, "missing")
tells(os.listdir, "missing")
tells(os.rename, "missing", "there")
tells(os.stat, "missing")
tells(os.mkdir, "one")
tells(os.chdir, "missing")
os.remove("one/two/f2")
os.unlink("one/two/f3")
os.removedirs("one/two/three")
print(os.path.exists("one"), os.path.basename(os.getcwd()), os.path.relpath(os.path.abspath("a.txt")))
fd = os.open("raw", os.O_RDWR | os.O_CREAT)
print(os.write(fd, b"raw bytes"), os.lseek(fd, 4, 0), os.read(fd, 3), os.fstat(fd).st_size)
os.close(fd)
tells(os.read, fd, 1)
try:
    with open("missing.txt") as f:
        pass
except OSError as e:
    print(e.errno, e.strerror, e.filename, isinstance(e, FileNotFoundError))
print(io.open is open, issubclass(io.TextIOWrapper, io.IOBase), isinstance(open("raw", "rb"), io.BufferedReader))
