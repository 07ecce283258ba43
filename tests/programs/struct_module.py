import struct

print(struct.pack("<IhB", 1, -2, 255), struct.pack(">IhB", 1, -2, 255), struct.pack("IhBq", 1, -2, 255, -1))
print(struct.unpack(">HHi", b"\x00\x01\xff\xff\xff\xff\xff\xfe"))
for f in ["b", "bh", "bi", "bq", "qb", "3sI", "=bi", "<bq", "!l", "@l", "10x", "4h2d", "?c"]:
    print(f, struct.calcsize(f))
for x in [0.0, -0.0, 1.0, -1.5, 3.141592653589793, 1e-40, 1e38, 65504.0, 5e-324, 1.7976931348623157e308, 1e-8, 0.1, float("inf")]:
    line = [struct.pack(">d", x).hex()]
    for kind in "fe":
        try:
            packed = struct.pack(">" + kind, x)
            line += [packed.hex(), struct.unpack(">" + kind, packed)[0]]
        except OverflowError as e:
            line.append(str(e))
    print(x, *line)
print(struct.unpack("<d", struct.pack("<d", 2 / 3))[0] == 2 / 3, struct.unpack(">f", b"\x7f\xc0\x00\x00"))
print(struct.pack("5s3p?c", b"ab", b"xyz", 1, b"q"), struct.unpack("5s3p?c", struct.pack("5s3p?c", b"abcdefg", b"xyz", 0, b"q")))
buffer = bytearray(8)
struct.pack_into(">H", buffer, 3, 0x1234)
print(buffer, struct.unpack_from(">H", buffer, 3), list(struct.iter_unpack("<H", b"\1\0\2\0")))
s = struct.Struct("<2i")
print(s.size, s.format, s.unpack(s.pack(7, -7)))


def tells(what, *args):
    try:
        print(what(*args))
    except Exception as e:
        print(type(e), e)


tells(struct.pack, "B", 256)
tells(struct.pack, "h", 70000)
tells(struct.pack, "i", 1 << 40)
tells(struct.pack, "I", -1)
tells(struct.pack, "q", 1 << 63)
tells(struct.pack, "b", "x")
tells(struct.pack, "d", "x")
tells(struct.pack, "s", "x")
tells(struct.pack, "c", b"xy")
tells(struct.pack, "ii", 1)
tells(struct.unpack, "i", b"abc")
tells(struct.unpack_from, "i", b"abc", 1)
tells(struct.pack_into, "i", bytearray(4), 2, 1)
tells(struct.calcsize, "y")
tells(struct.calcsize, "3")
