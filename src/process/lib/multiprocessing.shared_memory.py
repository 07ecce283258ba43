"""Named blocks of shared memory. Source followed: Lib/multiprocessing/shared_memory.py of CPython 3.14.

A name holds the block's number; one that the program chose is a file in `/dev/shm` that holds the number. `buf` reads and writes through; it is no memoryview.
"""

import _kernel
import os
import pickle

__all__ = ["SharedMemory", "ShareableList"]


class _Buffer:
    def __init__(self, shm, size):
        self._shm = shm
        self.nbytes = size

    def __len__(self):
        return self.nbytes

    def _place(self, i):
        if i < 0:
            i += self.nbytes
        if not 0 <= i < self.nbytes:
            raise IndexError("index out of bounds on dimension 1")
        return i

    def __getitem__(self, i):
        if isinstance(i, slice):
            start, stop, step = i.indices(self.nbytes)
            return bytes(_kernel.shm_read(self._shm, start, max(stop - start, 0)))[::step]
        return _kernel.shm_read(self._shm, self._place(i), 1)[0]

    def __setitem__(self, i, value):
        if isinstance(i, slice):
            start, stop, step = i.indices(self.nbytes)
            value = bytes(value)
            if len(value) != len(range(start, stop, step)):
                raise ValueError("memoryview assignment: lvalue and rvalue have different structures")
            if step == 1:
                _kernel.shm_write(self._shm, start, value)
            else:
                for k, byte in zip(range(start, stop, step), value):
                    _kernel.shm_write(self._shm, k, bytes([byte]))
        else:
            if not 0 <= value < 256:
                raise ValueError("memoryview: invalid value for format 'B'")
            _kernel.shm_write(self._shm, self._place(i), bytes([value]))

    def tobytes(self):
        return self[:]

    __bytes__ = tobytes

    def release(self):
        pass


_FOLDER = "/dev/shm/"


def _is_ours(name):
    return len(name) == 12 and name.startswith("psm_")


def _named(name, size):
    try:
        os.makedirs(_FOLDER)
    except FileExistsError:
        pass
    try:
        fd = os.open(_FOLDER + name, os.O_CREAT | os.O_EXCL | os.O_RDWR)
    except FileExistsError:
        raise FileExistsError(17, "File exists", "/" + name) from None
    shm = _kernel.shm_new(size)
    os.write(fd, b"%d" % shm)
    os.close(fd)
    return shm


def _find(name):
    if name is None:
        raise ValueError("'name' can only be None if create=True")
    try:
        if _is_ours(name):
            shm = int(name[4:], 16)
        else:
            fd = os.open(_FOLDER + name, os.O_RDONLY)
            shm = int(os.read(fd, 20))
            os.close(fd)
        return shm, _kernel.shm_size(shm)
    except (ValueError, OSError):
        raise FileNotFoundError(2, "No such file or directory", "/" + name) from None


class SharedMemory:
    def __init__(self, name=None, create=False, size=0, *, track=True):
        if not size >= 0:
            raise ValueError("'size' must be a positive integer")
        if create:
            if size == 0:
                raise ValueError("'size' must be a positive number different from zero")
            if name is None:
                self._shm = _kernel.shm_new(size)
                name = "psm_%08x" % self._shm
            else:
                self._shm = _named(name, size)
        else:
            self._shm, size = _find(name)
        self._name = name
        self._size = size
        self._buf = _Buffer(self._shm, size)

    @property
    def buf(self):
        return self._buf

    @property
    def name(self):
        return self._name

    @property
    def size(self):
        return self._size

    def close(self):
        self._buf = None

    def unlink(self):
        try:
            if not _is_ours(self._name):
                os.remove(_FOLDER + self._name)
            _kernel.shm_free(self._shm)
        except OSError:
            raise FileNotFoundError(2, "No such file or directory", "/" + self._name) from None

    def __reduce__(self):
        return self.__class__, (self.name, False, self.size)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.name!r}, size={self.size})"


class ShareableList:
    """A list of fixed length whose items keep their size."""

    def __init__(self, sequence=None, *, name=None):
        if name is None or sequence is not None:
            items = [pickle.dumps(item) for item in sequence]
            room = [max(-(-len(item) // 8) * 8, 16) for item in items]
            head = pickle.dumps(room)
            self.shm = SharedMemory(name, create=True, size=8 + len(head) + sum(room) + 4 * len(room))
            self.shm.buf[:8] = len(head).to_bytes(8, "little")
            self.shm.buf[8:8 + len(head)] = head
            self._layout()
            for i, item in enumerate(sequence):
                self[i] = item
        else:
            self.shm = SharedMemory(name)
            self._layout()

    def _layout(self):
        n = int.from_bytes(self.shm.buf[:8], "little")
        self._room = pickle.loads(self.shm.buf[8:8 + n])
        self._starts = []
        at = 8 + n
        for room in self._room:
            self._starts.append(at)
            at += room + 4

    def _at(self, i, what):
        if i < 0:
            i += len(self._room)
        if not 0 <= i < len(self._room):
            raise IndexError(what)
        return i

    def __getitem__(self, i):
        start = self._starts[self._at(i, "index out of range")]
        n = int.from_bytes(self.shm.buf[start:start + 4], "little")
        return pickle.loads(self.shm.buf[start + 4:start + 4 + n])

    def __setitem__(self, i, value):
        i = self._at(i, "assignment index out of range")
        data = pickle.dumps(value)
        if len(data) > self._room[i]:
            raise ValueError("bytes/str item exceeds available storage")
        start = self._starts[i]
        self.shm.buf[start:start + 4 + len(data)] = len(data).to_bytes(4, "little") + data

    def __len__(self):
        return len(self._room)

    def __iter__(self):
        for i in range(len(self)):
            yield self[i]

    def __reduce__(self):
        return _attach, (self.__class__, self.shm.name)

    def __repr__(self):
        return f"{self.__class__.__name__}({list(self)}, name={self.shm.name!r})"

    def count(self, value):
        return sum(value == item for item in self)

    def index(self, value):
        for i, item in enumerate(self):
            if value == item:
                return i
        raise ValueError(f"{value!r} not in this container")


def _attach(cls, name):
    return cls(name=name)
