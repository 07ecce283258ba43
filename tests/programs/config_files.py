import configparser, io
c=configparser.ConfigParser()
c.read_string("""
[DEFAULT]
base = /opt
timeout = 30
[server]
host: localhost
port = 8080
debug = yes
path = %(base)s/srv
multi = a
  b
  c
; comment
[db]
url=pg://%(user)s@h
user = bob
pct = 50%%
""")
print(c.sections(), c["server"]["host"], c.getint("server","port"), c["server"].getboolean("debug"), c["server"]["path"], c["server"]["timeout"], repr(c["server"]["multi"]), c["db"]["url"], c["db"]["pct"])
print(c.get("server","nope",fallback="fb"), c["server"].get("zz","d"), c["server"].getint("zz",5), "host" in c["server"], "server" in c, list(c["server"]), dict(c["db"]), c.has_option("db","user"), c.options("db"), c.items("db"), c["server"], list(c), len(c))
for f in (lambda:c.get("no","x"), lambda:c.get("db","nope"), lambda:c["zz"], lambda:c["db"]["zz"], lambda:c.getint("db","user"), lambda:c.getboolean("db","user"), lambda:c.add_section("db"), lambda:c.set("db","x",5), lambda:configparser.ConfigParser().read_string("a=1"), lambda:configparser.ConfigParser().read_string("[a]\nx=1\nx=2"), lambda:configparser.ConfigParser().read_string("[a]\n[a]"), lambda:configparser.ConfigParser().read_string("[a]\njunk line\n"), lambda: c.set("db","q","%z")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
c["new"]={"a":"1","b":"two"}; c.set("db","extra","v"); c.remove_option("db","pct"); c.remove_section("server")
s=io.StringIO(); c.write(s); print(s.getvalue())
c2=configparser.ConfigParser({"k":"v"},interpolation=None,allow_no_value=True); c2.read_string("[s]\nflag\nx=%(no)s\n"); print(dict(c2["s"]))
c3=configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation()); c3.read_dict({"a":{"x":1},"b":{"y":"${a:x}-${z}","z":"Z"}}); print(c3["b"]["y"])
c4=configparser.ConfigParser(); c4.optionxform=str; c4.read_string("[S]\nKeY=v # c\n"); print(dict(c4["S"]), c4.read("/nonexistent"))
