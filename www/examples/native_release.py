import hashlib
import threading
import time

data = bytes(20_000_000)


def digest(name):
    # Over 2,047 bytes hashlib works without the GIL: two digests, two cores.
    print(name, hashlib.sha256(data).hexdigest()[:8])


begin = time.perf_counter()
threads = [threading.Thread(target=digest, args=(f"part {i}",)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(f"{time.perf_counter() - begin:.3f} s for both")
