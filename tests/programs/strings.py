text = "The quick brown fox"
print(text.lower().split(), text[::-1], text[4:9], text.find("brown"), text.replace("quick", "slow"))
print("-".join(sorted(set("mississippi"))), "ab" * 3, "é".encode(), len("日本語"), "a,b,,c".split(","))
print("%s has %d items costing %.2f" % ("cart", 3, 9.5), "{:>6}|{!r}".format("x", "y"))
print("tab\there", repr("it's"), 'line\n'.strip() + "!", "abc" < "abd", "x" in "xyz")
name, n = "Ann", 3
print(f"{name=} {n * 2 = } {name:>5}")
