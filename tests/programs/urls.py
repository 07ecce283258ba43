from urllib.parse import *
base="http://a/b/c/d;p?q"
for u in "g:h g ./g g/ /g //g ?y g?y #s g#s g?y#s ;x g;x g;x?y#s . ./ .. ../ ../g ../.. ../../ ../../g ../../../g /./g /../g g. .g g.. ..g ./../g ./g/. g/./h g/../h http:g".split()+[""]: print(u, urljoin(base,u))
for u in ["http://user:pw@Host.COM:8080/p/a;x=1?q=1&q=2#frag","mailto:a@b.c","//h/p","path/only","http://[::1]:80/x","ftp://h","HTTP://X?y","file:///a/b","tel:+1;a=b","http://h:x/"]:
    p=urlparse(u); s=urlsplit(u); print(p, s, p.geturl(), p.hostname, p.username, p.password)
    try: print(p.port)
    except ValueError as e: print(e)
print(quote("a/b c&d=é~"), quote("a/b",safe=""), quote_plus("a b&c"), unquote("%E9%zz%2"), unquote_plus("a+b%2B"), urlencode({"a":[1,2],"b":"é x"}), urlencode({"a":[1,2]},doseq=True), urlencode([("x",1),("y","")]), parse_qs("a=1&b=&a=2&c"), parse_qs("a=&b",keep_blank_values=True), parse_qsl("x=%20+y"), urldefrag("http://h/a#b"), urlunsplit(("http","h","p","q","f")), quote(b"\xff"), unquote_to_bytes("a%20b"))
try: urlencode("abc")
except TypeError as e: print(e)
