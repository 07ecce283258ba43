import pickle
import uuid

u = uuid.UUID("{12345678-1234-5678-1234-567812345678}")
print(u, repr(u), u.hex, u.int, u.urn, u.bytes, u.bytes_le, u.fields)
print(u.version, u.variant, uuid.uuid4().version, uuid.uuid1().version, uuid.uuid4().variant)
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "https://python.org/"))
print(u == uuid.UUID(bytes=u.bytes) == uuid.UUID(bytes_le=u.bytes_le) == uuid.UUID(int=u.int) == uuid.UUID(fields=u.fields))
print(len({uuid.uuid4() for _ in range(50)}), len(str(uuid.uuid4())), hash(u) == hash(uuid.UUID(str(u))))
print(u < uuid.UUID(int=1 << 127), sorted([u, uuid.UUID(int=5)])[0].int, pickle.loads(pickle.dumps(u)) == u)
a, b = uuid.uuid1(), uuid.uuid1()
print(a != b, a.time < b.time, a.node == b.node)
for bad in [dict(hex="12"), dict(), dict(int=-1), dict(bytes=b"1"), dict(int=1, version=9)]:
    try:
        print(uuid.UUID(**bad))
    except Exception as e:
        print(type(e).__name__, e)
try:
    u.int = 3
except TypeError as e:
    print(e)
