"""Hashes. Sources followed: Lib/hashlib.py, Modules/_hashopenssl.c. Long data is hashed without the GIL, as there."""

import _hashlib
import _thread

_NAMES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512",
          "shake_128", "shake_256", "blake2b", "blake2s")
algorithms_guaranteed = algorithms_available = set(_NAMES)
_MINSIZE = 2048


def _bytes(data):
    if isinstance(data, (bytes, bytearray)):
        return data
    if isinstance(data, str):
        raise TypeError("Strings must be encoded before hashing")
    try:
        return bytes(memoryview(data))
    except TypeError:
        raise TypeError("object supporting the buffer API required") from None


class HASH:
    __module__ = "_hashlib"

    def __init__(self, name, state, data=b""):
        self.name, self._state, self._lock = name, state, _thread.allocate_lock()
        self.digest_size, self.block_size = _hashlib.sizes(state)
        if data:
            self.update(data)

    def update(self, obj, /):
        data = _bytes(obj)
        if len(data) < _MINSIZE:
            with self._lock:
                _hashlib.update(self._state, data)
        else:
            with self._lock:
                self._state = _hashlib.updated(self._state, data)

    def copy(self):
        return type(self)(self.name, _hashlib.copy(self._state))

    def digest(self):
        return _hashlib.digest(self._state, 0)

    def hexdigest(self):
        return self.digest().hex()

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{type(self).__module__}.{type(self).__name__}' object")

    def __repr__(self):
        return f"<{self.name} {type(self).__module__}.{type(self).__name__} object @ {id(self):#x}>"


class HASHXOF(HASH):
    __module__ = "_hashlib"

    def __init__(self, name, state, data=b""):
        HASH.__init__(self, name, state, data)
        self.digest_size = 0

    def digest(self, length):
        if length < 0:
            raise ValueError("value must be positive")
        return _hashlib.digest(self._state, length)

    def hexdigest(self, length):
        return self.digest(length).hex()


class _Blake2(HASH):
    __module__ = "_blake2"

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '_blake2.{self.name}' object")

    def __repr__(self):
        return f"<_blake2.{self.name} object at {id(self):#x}>"


def _make(name, data, usedforsecurity):
    return (HASHXOF if name[:5] == "shake" else HASH)(name, _hashlib.new(name), data)


def _constructor(name):
    def new(data=b"", *, usedforsecurity=True, string=None):
        return _make(name, data if string is None else string, usedforsecurity)
    new.__name__ = new.__qualname__ = "openssl_" + name
    return new


_NEW = {name: _constructor(name) for name in _NAMES[:12]}
md5, sha1, sha224, sha256, sha384, sha512, sha3_224, sha3_256, sha3_384, sha3_512, shake_128, shake_256 = _NEW.values()


def _blake2(name, most, longest):
    def new(data=b"", /, *, digest_size=most, key=b"", salt=b"", person=b"", usedforsecurity=True):
        if not 0 < digest_size <= most:
            raise ValueError(f"digest_size for {name.capitalize()} must be between 1 and {most} bytes, here it is {digest_size}")
        if len(salt) > longest:
            raise ValueError(f"maximum salt length is {longest} bytes")
        if len(person) > longest:
            raise ValueError(f"maximum person length is {longest} bytes")
        if len(key) > most:
            raise ValueError(f"maximum key length is {most} bytes")
        return _Blake2(name, _hashlib.blake2(name, digest_size, _bytes(key), _bytes(salt), _bytes(person)), data)
    new.__name__ = new.__qualname__ = name
    new.MAX_DIGEST_SIZE = new.MAX_KEY_SIZE = most
    new.SALT_SIZE = new.PERSON_SIZE = longest
    return new


blake2b = _blake2("blake2b", 64, 16)
blake2s = _blake2("blake2s", 32, 8)
_NEW.update(blake2b=blake2b, blake2s=blake2s)


def new(name, data=b"", **kwargs):
    if not isinstance(name, str):
        raise TypeError(f"new() argument 'name' must be str, not {type(name).__name__}")
    key = name.lower().replace("-", "_")
    key = {"sha_1": "sha1", "sha_224": "sha224", "sha_256": "sha256", "sha_384": "sha384", "sha_512": "sha512"}.get(key, key)
    if key not in _NEW:
        raise ValueError("unsupported hash type " + name)
    return _NEW[key](data, **kwargs)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    state = new(hash_name)
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is None:
        dklen = state.digest_size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    return _hashlib.pbkdf2(state.name, _bytes(password), _bytes(salt), iterations, dklen)


def file_digest(fileobj, digest, /, *, _bufsize=2 ** 18):
    state = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        state.update(fileobj.getbuffer())
        return state
    if "b" not in getattr(fileobj, "mode", "b") or not hasattr(fileobj, "read"):
        raise ValueError(f"{fileobj!r} is not a file-like object in binary reading mode.")
    while data := fileobj.read(_bufsize):
        state.update(data)
    return state
