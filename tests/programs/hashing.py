import hashlib
import hmac
import io
import gzip
import threading
import zlib

NAMES = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s"]
big = bytes(range(256)) * 1000
for name in NAMES:
    h = hashlib.new(name)
    h.update(b"hello ")
    h.update(bytearray(b"world"))
    before = h.copy()
    h.update(big)
    print(name, h.name, h.digest_size, h.block_size, before.hexdigest()[:24], h.hexdigest())
for name in ["shake_128", "shake_256"]:
    h = hashlib.new(name, b"abc")
    print(h.name, h.digest_size, h.block_size, h.hexdigest(20), h.digest(3))

print(hashlib.sha256(b"").hexdigest())
print(hashlib.sha256("naïve".encode()).digest()[:8])
print(hashlib.blake2b(b"x", digest_size=16, key=b"key", salt=b"salt", person=b"me").hexdigest())
print(hashlib.blake2s(b"x", digest_size=8).hexdigest(), hashlib.blake2b(b"q" * 5000, key=b"k" * 64).hexdigest()[:20])
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex())
print(hashlib.pbkdf2_hmac("sha512", b"password", b"salt", 10, 100).hex())
print(hashlib.file_digest(io.BytesIO(big), "sha1").hexdigest())
print(hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.new(b"k" * 200, b"m", hashlib.md5).hexdigest())
mac = hmac.new(b"key", digestmod=hashlib.sha1)
mac.update(b"a")
mac.update(b"b")
print(mac.name, mac.digest_size, mac.block_size, mac.digest() == hmac.digest(b"key", b"ab", "sha1"))
print(hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"))


def tells(what, *args, **kwargs):
    try:
        print(what(*args, **kwargs))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


tells(hashlib.sha256, "text")
tells(hashlib.new, "nothing")
tells(hashlib.pbkdf2_hmac, "sha1", b"", b"", 0)
tells(hmac.new, b"k", b"m")
tells(hmac.new, "k", b"m", "md5")
tells(zlib.decompress, b"hello")
tells(zlib.decompress, zlib.compress(big)[:20])
tells(gzip.decompress, b"nothing of the kind")
tells(zlib.crc32, "text")

print(zlib.crc32(b"hello"), zlib.adler32(b"hello"), zlib.crc32(big), zlib.adler32(big), zlib.crc32(b"world", zlib.crc32(b"hello ")))
for level in 0, 1, 6, 9, -1:
    packed = zlib.compress(big, level)
    print(level, zlib.decompress(packed) == big, len(packed) < len(big))
for wbits in -15, 15, 31:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, wbits)
    packed = squeeze.compress(b"abc" * 100) + squeeze.compress(b"def") + squeeze.flush()
    print(wbits, zlib.decompress(packed, wbits) == b"abc" * 100 + b"def")
out = zlib.decompressobj()
packed = zlib.compress(b"some text, some more text") + b"tail"
print(out.decompress(packed[:10]) + out.decompress(packed[10:]), out.eof, out.unused_data)
out = zlib.decompressobj()
print(out.decompress(zlib.compress(b"z" * 100), 30), bool(out.unconsumed_tail), out.eof)
print(gzip.decompress(gzip.compress(b"first") + gzip.compress(b"second")))
buffer = io.BytesIO()
with gzip.GzipFile(fileobj=buffer, mode="wb") as f:
    f.write(b"line one\nline two\n")
buffer.seek(0)
with gzip.open(buffer) as f:
    print(f.readline(), list(f))

shared = hashlib.sha256()


def feed(n):
    for _ in range(n):
        shared.update(big)


threads = [threading.Thread(target=feed, args=(5,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(shared.hexdigest() == hashlib.sha256(big * 20).hexdigest())
