import glob
import os
import pathlib
import pickle
import shutil
import tempfile
from pathlib import Path, PurePath, PurePosixPath

p = Path("/usr//lib/./python3.13/site.tar.gz")
print(p, repr(p), p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, p.root, p.anchor, p.is_absolute())
print(list(p.parents), p.parents[1], len(p.parents), p.with_name("x"), p.with_suffix(".zip"), p.with_stem("q"), p.relative_to("/usr"))
print(Path(), Path("a") / "b" / Path("c"), "x" / Path("y"), Path("a", "/b", "c"), Path("a").joinpath("b", "c"), Path(".hidden").suffix)
print(p == Path("/usr/lib/python3.13/site.tar.gz"), hash(p) == hash(Path(str(p))), sorted([Path("b"), Path("a/c"), Path("a")]))
print(p.is_relative_to("/usr/lib"), p.match("*.gz"), p.match("lib/*/*"), Path("a/b.py").full_match("**/*.py"), p.as_posix(), p.as_uri())
print(PurePath("x/y"), isinstance(Path("x"), PurePosixPath), pickle.loads(pickle.dumps(p)) == p, os.fspath(p), bytes(Path("é")))


def tells(what, *args, **kwargs):
    try:
        print(what(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


tells(Path("a").relative_to, "b")
tells(Path("a/b").relative_to, "a/c", walk_up=True)
tells(Path("/").with_name, "x")
tells(Path, 5)
tells(Path("a").with_suffix, "txt")

root = Path(tempfile.mkdtemp(prefix="paths"))
print(root.exists(), root.is_dir(), root.parent)
os.chdir(root)
f = Path("one.txt")
print(f.write_text("hello\nworld\n"), f.read_text(), f.read_bytes(), f.stat().st_size, f.exists(), f.is_file())
Path("data.bin").write_bytes(b"\0\1")
Path("sub/deep").mkdir(parents=True)
Path("sub/a.py").touch()
Path("sub/deep/b.py").write_text("# b\n")
Path("sub/deep/.c.py").touch()
with f.open("a") as file:
    file.write("more\n")
with f.open() as file:
    print([line.strip() for line in file])
print(sorted(str(q) for q in Path().iterdir()), sorted(map(str, Path("sub").iterdir())))
print(sorted(map(str, Path().glob("*.txt"))), sorted(map(str, Path().glob("**/*.py"))), sorted(map(str, Path("sub").rglob("b*"))))
print(sorted(glob.glob("*")), sorted(glob.glob("sub/**/*.py", recursive=True)), glob.glob("nothing*"), sorted(glob.glob("**", recursive=True)))
for where, folders, names in sorted(Path().walk()):
    print(where, sorted(folders), sorted(names))
tells(Path("sub").mkdir)
Path("sub").mkdir(exist_ok=True)
tells(Path("x/y").mkdir)
tells(Path("missing").read_text)
tells(Path("missing").unlink)
Path("missing").unlink(missing_ok=True)
tells(Path("sub").rmdir)
print(f.rename("two.txt"), f.exists(), Path("two.txt").resolve() == root.resolve() / "two.txt")
print(shutil.copy("two.txt", "sub"), sorted(os.listdir("sub")), shutil.copytree("sub", "copy"), sorted(os.listdir("copy")))
print(shutil.move("two.txt", "copy/moved.txt"), os.path.exists("two.txt"), shutil.get_terminal_size((80, 24))[1])
shutil.rmtree("sub")
tells(shutil.rmtree, "sub")
shutil.rmtree("sub", ignore_errors=True)
print(sorted(os.listdir(".")))
with tempfile.TemporaryDirectory() as d:
    print(os.path.isdir(d), d.startswith(tempfile.gettempdir()))
    Path(d, "x").write_text("x")
print(os.path.exists(d))
with tempfile.NamedTemporaryFile("w+", suffix=".txt", delete=True) as t:
    t.write("temporary")
    t.seek(0)
    print(t.read(), t.name.endswith(".txt"), os.path.exists(t.name))
print(os.path.exists(t.name))
with tempfile.TemporaryFile() as t:
    t.write(b"abc")
    t.seek(1)
    print(t.read())
os.chdir("/")
shutil.rmtree(root)
