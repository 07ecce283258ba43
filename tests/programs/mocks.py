from unittest.mock import *
from unittest import mock
import unittest, asyncio, os, json, re
def T(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, re.sub(r"id='\d+'","id=X",str(e)))
def R(x): print(re.sub(r"id='\d+'","id=X",repr(x)))
m=Mock(); m(1,2,k=3); m.foo.bar(5); R(m); R(m.foo.bar); R(m()); print(m.called,m.call_count,m.call_args,m.call_args_list,m.mock_calls,m.method_calls)
m=Mock(return_value=7,side_effect=None); print(m(),m.return_value); T(lambda:m.assert_called_with(1)); T(lambda:m.assert_not_called()); T(lambda:m.assert_called_once_with()); m.reset_mock(); print(m.called); T(lambda:m.assert_called()); T(lambda:m.assert_called_once())
m=Mock(side_effect=[1,ValueError("x"),3]); print(m()); T(m); print(m()); T(m)
m=Mock(side_effect=lambda x:x*2); print(m(4)); m.side_effect=KeyError("k"); T(m)
m=MagicMock(); print(len(m),bool(m),list(m),int(m),m[1] is m[1],1 in m); m.__len__.return_value=5; print(len(m)); m.__getitem__.side_effect=lambda k:k*2; print(m[4]); m.__iter__.return_value=[1,2]; print(list(m))
with MagicMock() as cm: R(cm)
m=MagicMock(); m.__enter__.return_value="res"
with m as r: print(r)
m=Mock(name="nm"); R(m); R(m.child); m.a.b.c(); print(m.mock_calls); T(lambda:m.a.b.c.assert_called_once_with(3))
print(call(1,a=2), call.foo(1), call.a.b(), call(1)==call(1), [call(1),call(2)])
m=Mock(); m(1); m(2); m.assert_has_calls([call(1),call(2)]); m.assert_any_call(1); T(lambda:m.assert_any_call(9)); T(lambda:m.assert_has_calls([call(2),call(1)])); T(lambda: m.assert_called_once())
print(ANY==3, ANY, sentinel.foo, sentinel.foo is sentinel.foo, DEFAULT)
class Svc:
    def get(self,x): return "real"
    async def aget(self): return "areal"
    attr=1
with patch.object(Svc,"get",return_value="mocked") as g: print(Svc().get(1), g.call_args)
print(Svc().get(1))
with patch("json.dumps",return_value="J"): print(json.dumps({}))
print(json.dumps({}))
@patch("os.getcwd")
def f(g): g.return_value="/x"; return os.getcwd()
print(f(), os.getcwd()!="/x")
@patch.object(Svc,"attr",5)
@patch.object(Svc,"get")
def h(g): g.return_value=3; return Svc.attr, Svc().get()
print(h(), Svc.attr)
d={"a":1}
with patch.dict(d,{"b":2}): print(d)
print(d)
with patch.dict(os.environ,{"QQ":"1"}): print(os.environ["QQ"])
print("QQ" in os.environ)
p=patch.object(Svc,"get"); mm=p.start(); Svc().get(); print(mm.called); p.stop()
T(lambda: patch.object(Svc,"zzz").__enter__())
am=AsyncMock(return_value=3)
async def main():
    print(await am(1)); am.assert_awaited_once_with(1); print(am.await_count)
    T(lambda: am.assert_not_awaited())
    am2=AsyncMock(side_effect=[1,2]); print(await am2(), await am2())
    ms=MagicMock(spec=Svc); ms.aget.return_value="z"; print(await ms.aget())
    with patch.object(Svc,"aget",return_value="pa"): print(await Svc().aget())
    a=MagicMock()
    async with a as x: print("in")
    a.__aiter__.return_value=[1,2]
    print([i async for i in a])
asyncio.run(main())
with patch("builtins.open",mock_open(read_data="hello\nworld")) as mo:
    with open("f") as fh: print(fh.read())
mo.assert_called_once_with("f")
class P:
    @property
    def v(self): return 1
with patch.object(P,"v",new_callable=PropertyMock,return_value=9) as pv: print(P().v, pv.call_count)
m=Mock(**{"a.b.return_value":4}); print(m.a.b()); m.configure_mock(x=3); print(m.x)
w=Mock(wraps=len); print(w([1,2])); m=Mock(); m.x=5; print(m.x); del m.y; T(lambda:m.y)
ca=create_autospec(Svc); inst=ca(); inst.get.return_value=1; print(inst.get(2)); 
def fn(a,b): pass
cf=create_autospec(fn,return_value=8); print(cf(1,2)); T(lambda:cf(1))
m=Mock(); seal(m); T(lambda:m.new)
T(lambda: Mock().assert_foo())
with patch("builtins.print") as pp: print("hidden")
pp.assert_called_once_with("hidden")
