import logging, logging.handlers, logging.config, queue, sys, io, os, tempfile, importlib, importlib.util
class Named(logging.Formatter):
    def formatException(self, info): return super().formatException(info).replace(__file__, "prog.py")
q=queue.Queue(); h=logging.StreamHandler(sys.stdout); h.setFormatter(Named("%(levelname)s %(threadName)s %(name)s: %(message)s"))
ql=logging.handlers.QueueListener(q,h,respect_handler_level=True)
log=logging.getLogger("app"); log.setLevel(logging.DEBUG); qh=logging.handlers.QueueHandler(q); qh.setFormatter(Named("%(message)s")); log.addHandler(qh); log.propagate=False
with ql if hasattr(ql,"__enter__") else __import__("contextlib").nullcontext():
    if ql._thread is None: ql.start()
    log.info("hello %s","world"); log.warning("w")
    try: 1/0
    except ZeroDivisionError: log.exception("oops")
    if sys.version_info<(3,14): ql.stop()
print("stopped")
mh=logging.handlers.MemoryHandler(3,target=h); l2=logging.getLogger("mem"); l2.addHandler(mh); l2.propagate=False
l2.warning("1"); l2.warning("2"); print("buffered",len(mh.buffer)); l2.error("3"); print(len(mh.buffer)); l2.warning("4"); mh.close()
d=tempfile.mkdtemp(); rf=logging.handlers.RotatingFileHandler(os.path.join(d,"a.log"),maxBytes=50,backupCount=2)
l3=logging.getLogger("rot"); l3.propagate=False; l3.addHandler(rf)
for i in range(10): l3.warning("message number %d",i)
rf.close(); print(sorted(os.listdir(d)), [open(os.path.join(d,f)).read().count("\n") for f in sorted(os.listdir(d))])
logging.config.dictConfig({"version":1,"disable_existing_loggers":False,"formatters":{"f":{"format":"[{levelname:8}] {message}","style":"{"}},"handlers":{"c":{"class":"logging.StreamHandler","formatter":"f","stream":"ext://sys.stdout","level":"INFO"}},"loggers":{"cfg":{"level":"DEBUG","handlers":["c"],"propagate":False}},"root":{"handlers":["c"],"level":"WARNING"}})
logging.getLogger("cfg").debug("no"); logging.getLogger("cfg").info("yes"); logging.warning("root"); logging.getLogger("cfg.sub").error("sub")
try: logging.config.dictConfig({"version":1,"handlers":{"x":{"class":"nope.Nope"}}})
except ValueError as e: print(e)
m=importlib.import_module("math"); print(m.sqrt(4)); print(importlib.import_module("os.path").join("a","b"), importlib.util.find_spec("nope") is None, importlib.util.find_spec("json") is not None)
try: importlib.import_module("nope_mod")
except ModuleNotFoundError as e: print(e, e.name)
log=logging.getLogger("fmt"); s=io.StringIO(); hh=logging.StreamHandler(s); hh.setFormatter(logging.Formatter("%(asctime)s|%(levelno)s|%(funcName)s|%(lineno)d|%(module)s|%(filename)s|%(message)s",datefmt="%Y")); log.addHandler(hh); log.propagate=False
def fn(): log.warning("in fn")
fn(); print(s.getvalue().split("|",1)[1].strip())
print(log.isEnabledFor(10), log.getEffectiveLevel(), logging.getLevelName(30), logging.getLevelName("INFO"), log, logging.getLogger(), hh.level)
logging.addLevelName(25,"NOTICE"); log.log(25,"x"); log.setLevel("DEBUG"); log.debug("d %(a)s",{"a":5}); print(s.getvalue().splitlines()[-1].split("|")[-1])
try: log.setLevel("NOPE")
except ValueError as e: print(e)
log.addFilter(lambda r: "secret" not in r.getMessage()); log.warning("secret"); log.warning("ok"); print(s.getvalue().splitlines()[-1].split("|")[-1])
ad=logging.LoggerAdapter(log,{"u":1}); ad.warning("adapted"); print(s.getvalue().splitlines()[-1].split("|")[-1])
log.warning("bad %d %d", 1) if 0 else None
logging.disable(logging.CRITICAL); log.critical("no"); logging.disable(logging.NOTSET)
r=logging.LogRecord("n",20,"p.py",3,"m %s",("a",),None); print(r, r.getMessage())
class JF(logging.Formatter):
    def format(self,rec): return "{"+rec.levelname+"}"
hh.setFormatter(JF()); log.error("q"); print(s.getvalue().splitlines()[-1])
print(logging.Formatter("{x}",style="{",validate=False)._fmt)
try: logging.Formatter("no","x","z")
except ValueError as e: print(e)
try: logging.Formatter("%(foo",style="%")
except ValueError as e: print(e)
