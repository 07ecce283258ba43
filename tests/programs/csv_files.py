import csv
import io

data = 'name,age,note\r\nAda,36,"first, ""programmer"""\r\nAlan,41,"two\r\nlines"\r\n\r\nGrace,85,\r\n'
r = csv.reader(io.StringIO(data, newline=""))
for row in r:
    print(r.line_num, row)
for row in csv.DictReader(io.StringIO(data, newline="")):
    print(row)
print(list(csv.reader(["a;b;'c;d'", "1;2;3"], delimiter=";", quotechar="'")))
print(list(csv.reader(["a, b, \"c, d\""], skipinitialspace=True)), list(csv.reader(["1,2.5,\"x\""], quoting=csv.QUOTE_NONNUMERIC)))
print(list(csv.reader(["a\\,b,c"], escapechar="\\")), list(csv.reader(['a"b,"c"d'])), list(csv.reader([""])), list(csv.reader(["a,"])))
out = io.StringIO()
w = csv.writer(out)
print(w.writerow(["plain", "with,comma", 'with "quote"', "line\nbreak", 5, 1.5, None, True, ""]))
w.writerows([[1, 2], ["x"], [""], []])
print(repr(out.getvalue()))
for quoting in range(6):
    out = io.StringIO()
    csv.writer(out, quoting=quoting, escapechar="\\", lineterminator="\n").writerow(["a", 1, 2.5, None, "b,c"])
    print(quoting, repr(out.getvalue()))
out = io.StringIO()
d = csv.DictWriter(out, ["x", "y"], restval="?", extrasaction="ignore", delimiter="\t")
d.writeheader()
d.writerow({"x": 1, "z": 3})
d.writerows([{"x": 1, "y": 2}])
print(repr(out.getvalue()))
csv.register_dialect("pipes", delimiter="|", lineterminator="\n")
out = io.StringIO()
csv.writer(out, "pipes").writerow(["a", "b|c"])
print(repr(out.getvalue()), csv.list_dialects(), list(csv.reader(["p|q"], dialect="pipes")))
print(list(csv.DictReader(["1,2,3", "4"], fieldnames=["a", "b"], restkey="rest", restval="none")))


def tells(what):
    try:
        print(what())
    except Exception as e:
        print(type(e), e)


tells(lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"]))
tells(lambda: csv.DictWriter(io.StringIO(), ["a"]).writerow({"b": 1}))
tells(lambda: csv.get_dialect("nothing"))
tells(lambda: list(csv.reader([b"a"])))
tells(lambda: csv.writer(io.StringIO()).writerow(5))
tells(lambda: list(csv.reader(["a\nb"])))
print(csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter, csv.Sniffer().has_header("name,age\nann,3\nbob,41\n"))
