import argparse
import io
import contextlib


def attempt(parser, line):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            result = parser.parse_args(line.split())
        except SystemExit as e:
            result = f"exit {e.code}"
    print(line, "->", result)
    print(out.getvalue() + err.getvalue(), end="")


p = argparse.ArgumentParser(prog="tool", description="Does things with files, and describes them at some length so that the line wraps.", epilog="That is all.")
p.add_argument("source", help="where from")
p.add_argument("targets", nargs="*", type=int, help="where to")
p.add_argument("-n", "--number", type=int, default=3, metavar="N", help="how many (default: %(default)s)")
p.add_argument("-v", "--verbose", action="count", default=0)
p.add_argument("-q", "--quiet", action="store_true", help="say less")
p.add_argument("--mode", choices=["fast", "slow"], default="fast", help="how it works, which is explained in so many words that they need two lines")
p.add_argument("--with-a-very-long-name", dest="long", action="append")
p.add_argument("--pair", nargs=2, type=float)
p.add_argument("--flag", action=argparse.BooleanOptionalAction, help="flag it")
p.add_argument("--version", action="version", version="%(prog)s 2.0")
for line in ["a", "a 1 2 3", "a -vvq -n5", "-n 7 a 1 --mode slow", "a --with-a-very-long-name=x --with-a-very-long-name y", "--pair 1 2 a",
             "a --no-flag --num 9", "-h", "--version", "a x", "a -n", "a -n x", "a --pair 1", "a --unknown", "a --v", "a -- 5", "a -1"]:
    attempt(p, line)

p = argparse.ArgumentParser(prog="git", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
p.add_argument("--repo", default="here", help="the repository")
sub = p.add_subparsers(dest="command", required=True, help="what to do")
add = sub.add_parser("add", help="add files")
add.add_argument("files", nargs="+")
log = sub.add_parser("log", aliases=["l"])
log.add_argument("-s", "--since", default="ever", help="since when")
log.set_defaults(kind="reading")
for line in ["add a b", "log -s now", "l", "", "-h", "add -h", "add", "--repo there log extra"]:
    attempt(p, line)

p = argparse.ArgumentParser(prog="x", add_help=False)
g = p.add_mutually_exclusive_group(required=True)
g.add_argument("-a", action="store_true")
g.add_argument("-b", action="store_const", const=42)
g2 = p.add_argument_group("extra", "More of it")
g2.add_argument("--opt", nargs="?", const="C", default="D", help="perhaps")
g2.add_argument("--many", nargs="*", help=argparse.SUPPRESS)
p.add_argument("rest", nargs=argparse.REMAINDER)
for line in ["-a", "-b", "-a -b", "", "-a --opt", "-a --opt v", "-a r1 --r2 -b", "-b --many 1 2"]:
    attempt(p, line)
p.print_help()
print(p.parse_known_args(["-a", "--odd", "--opt", "1"]))
print(argparse.Namespace(a=1, b="x"), vars(argparse.Namespace(c=[2])), argparse.Namespace(a=1) == argparse.Namespace(a=1))


def positive(text):
    if int(text) <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not positive")
    return int(text)


p = argparse.ArgumentParser("long-program-name", usage="%(prog)s [options]", exit_on_error=False)
p.add_argument("--count", type=positive, required=True)
attempt(p, "--count 5")
try:
    p.parse_args(["--count", "-5"])
except argparse.ArgumentError as e:
    print(e)
p = argparse.ArgumentParser("wrapping", description="One.\n\nTwo.", formatter_class=argparse.RawDescriptionHelpFormatter)
for letter in "abcdefgh":
    p.add_argument("--option-" + letter, required=letter == "a", help="letter " + letter)
p.add_argument("first")
p.add_argument("second", nargs="?")
p.print_help()
