"""Addresses and networks of IP, versions 4 and 6. Source followed: Lib/ipaddress.py."""

__all__ = [
    "AddressValueError", "NetmaskValueError", "IPv4Address", "IPv4Interface", "IPv4Network", "IPv6Address", "IPv6Interface",
    "IPv6Network", "collapse_addresses", "ip_address", "ip_interface", "ip_network", "summarize_address_range",
]

from functools import total_ordering


class AddressValueError(ValueError):
    """A Value Error related to the address."""


class NetmaskValueError(ValueError):
    """A Value Error related to the netmask."""


def _parse4(text):
    octets = text.split(".")
    if len(octets) != 4:
        raise AddressValueError(f"Expected 4 octets in {text!r}")
    value = 0
    for octet in octets:
        if not octet:
            raise AddressValueError(f"Empty octet not permitted in {text!r}")
        if not (octet.isascii() and octet.isdigit()):
            raise AddressValueError(f"Only decimal digits permitted in {octet!r} in {text!r}")
        if len(octet) > 3:
            raise AddressValueError(f"At most 3 characters permitted in {octet!r} in {text!r}")
        if octet != "0" and octet[0] == "0":
            raise AddressValueError(f"Leading zeros are not permitted in {octet!r} in {text!r}")
        if int(octet) > 255:
            raise AddressValueError(f"Octet {int(octet)} (> 255) not permitted in {text!r}")
        value = value << 8 | int(octet)
    return value


def _parse6(text):
    parts = text.split(":")
    if len(parts) < 3:
        raise AddressValueError(f"At least 3 parts expected in {text!r}")
    if "." in parts[-1]:
        low = _parse4(parts.pop())
        parts += [f"{low >> 16:x}", f"{low & 0xffff:x}"]
    if text.count("::") > 1 or ":::" in text:
        raise AddressValueError(f"At most one '::' permitted in {text!r}")
    if "::" in text:
        head, _, tail = ":".join(parts).partition("::")
        head, tail = (part.split(":") if part else [] for part in (head, tail))
        if len(head) + len(tail) > 7:
            raise AddressValueError(f"Expected at most 7 other parts with '::' in {text!r}")
        parts = [*head, *["0"] * (8 - len(head) - len(tail)), *tail]
    elif len(parts) != 8:
        raise AddressValueError(f"Exactly 8 parts expected without '::' in {text!r}" if len(parts) < 9 else
                                f"At most 8 colons permitted in {text!r}")
    value = 0
    for part in parts:
        if len(part) > 4:
            raise AddressValueError(f"At most 4 characters permitted in {part!r} in {text!r}")
        if not part or not set(part) <= set("0123456789abcdefABCDEF"):
            raise AddressValueError(f"Only hex digits permitted in {part!r} in {text!r}")
        value = value << 16 | int(part, 16)
    return value


@total_ordering
class _Address:
    __slots__ = ("_ip",)

    def __init__(self, address):
        if isinstance(address, int):
            if not 0 <= address < 1 << self.max_prefixlen:
                raise AddressValueError(f"{address} ({'<' if address < 0 else '>='} {'0' if address < 0 else '2**'}"
                                        f"{'' if address < 0 else self.max_prefixlen}) is not permitted as an IPv{self.version} "
                                        "address")
            self._ip = address
        elif isinstance(address, bytes):
            if len(address) * 8 != self.max_prefixlen:
                raise AddressValueError(f"{address!r} (len {len(address)} != {self.max_prefixlen // 8}) is not permitted as "
                                        f"an IPv{self.version} address")
            self._ip = int.from_bytes(address, "big")
        else:
            text = str(address)
            if "/" in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            if not text:
                raise AddressValueError("Address cannot be empty")
            self._ip = self._parse(text)

    packed = property(lambda self: self._ip.to_bytes(self.max_prefixlen // 8, "big"))
    compressed = property(str)

    def __int__(self):
        return self._ip

    def __eq__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        return self.version == other.version and self._ip == other._ip

    def __lt__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")
        return self._ip < other._ip

    def __add__(self, other):
        return type(self)(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return type(self)(self._ip - other) if isinstance(other, int) else NotImplemented

    def __hash__(self):
        return hash(hex(self._ip))

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __format__(self, fmt):
        if not fmt or fmt[-1] == "s":
            return format(str(self), fmt)
        if fmt[-1] == "n":
            fmt = fmt[:-1] + ("b" if self.version == 4 else "x")
        if fmt[-1] in "bxX" and "0" not in fmt:
            fmt = fmt[:-1] + f"0{self.max_prefixlen if fmt[-1] == 'b' else self.max_prefixlen // 4}" + fmt[-1]
        return format(self._ip, fmt)

    def __reduce__(self):
        return type(self), (str(self),)

    def _within(self, *networks):
        return any(self._ip in _range(network, type(self)) for network in networks)


def _range(text, kind):
    address, length = text.split("/")
    first = kind._parse(address)
    return range(first, first + (1 << kind.max_prefixlen - int(length)))


class IPv4Address(_Address):
    __slots__ = ()
    version, max_prefixlen = 4, 32
    _parse = staticmethod(_parse4)

    def __str__(self):
        return ".".join([str(byte) for byte in self.packed])

    exploded = property(str)
    is_private = property(lambda self: self._within(
        "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.0.170/31",
        "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
        "255.255.255.255/32") and not self._within("192.0.0.9/32", "192.0.0.10/32"))
    is_global = property(lambda self: not self._within("100.64.0.0/10") and not self.is_private)
    is_loopback = property(lambda self: self._within("127.0.0.0/8"))
    is_multicast = property(lambda self: self._within("224.0.0.0/4"))
    is_link_local = property(lambda self: self._within("169.254.0.0/16"))
    is_reserved = property(lambda self: self._within("240.0.0.0/4"))
    is_unspecified = property(lambda self: self._ip == 0)
    reverse_pointer = property(lambda self: ".".join(str(self).split(".")[::-1]) + ".in-addr.arpa")


class IPv6Address(_Address):
    __slots__ = ()
    version, max_prefixlen = 6, 128
    _parse = staticmethod(_parse6)

    def _groups(self):
        return [f"{self._ip >> 16 * i & 0xffff:x}" for i in range(7, -1, -1)]

    def __str__(self):
        groups = self._groups()
        best = (0, 0)
        at = 0
        while at < 8:
            end = at
            while end < 8 and groups[end] == "0":
                end += 1
            if end - at > best[1] - best[0]:
                best = at, end
            at = max(end, at + 1)
        if best[1] - best[0] < 2:
            return ":".join(groups)
        return ":".join(groups[:best[0]]) + "::" + ":".join(groups[best[1]:])

    exploded = property(lambda self: ":".join([group.zfill(4) for group in self._groups()]))
    is_private = property(lambda self: self._within("::1/128", "::/128", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64",
                                                    "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10"))
    is_global = property(lambda self: not self.is_private)
    is_loopback = property(lambda self: self._ip == 1)
    is_multicast = property(lambda self: self._within("ff00::/8"))
    is_link_local = property(lambda self: self._within("fe80::/10"))
    is_unspecified = property(lambda self: self._ip == 0)
    reverse_pointer = property(lambda self: ".".join(self.exploded.replace(":", "")[::-1]) + ".ip6.arpa")

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xffffffff) if self._ip >> 32 == 0xffff else None


def _prefix(text, kind):
    if isinstance(text, int):
        length = text
    elif text.isascii() and text.isdigit():
        length = int(text)
    else:
        try:
            mask = kind._parse(text)
        except AddressValueError:
            raise NetmaskValueError(f"{text!r} is not a valid netmask") from None
        everything = (1 << kind.max_prefixlen) - 1
        mask = mask if mask >> kind.max_prefixlen - 1 or not mask else mask ^ everything
        length = mask.bit_count()
        if mask != everything >> kind.max_prefixlen - length << kind.max_prefixlen - length:
            raise NetmaskValueError(f"{text!r} is not a valid netmask")
    if not 0 <= length <= kind.max_prefixlen:
        raise NetmaskValueError(f"{text!r} is not a valid netmask")
    return length


@total_ordering
class _Network:
    def __init__(self, address, strict=True):
        kind = self._kind
        if isinstance(address, tuple):
            base, mask = address[0], address[1] if len(address) > 1 else kind.max_prefixlen
        elif isinstance(address, (int, bytes)):
            base, mask = address, kind.max_prefixlen
        else:
            text = str(address)
            if text.count("/") > 1:
                raise AddressValueError(f"Only one '/' permitted in {address!r}")
            base, _, mask = text.partition("/")
            mask = mask if _ else kind.max_prefixlen
        self.network_address = kind(base)
        self._prefixlen = _prefix(mask, kind)
        low = int(self.network_address) & int(self.hostmask)
        if low:
            if strict:
                raise ValueError(f"{self} has host bits set")
            self.network_address = kind(int(self.network_address) - low)

    prefixlen = property(lambda self: self._prefixlen)
    version = property(lambda self: self._kind.version)
    max_prefixlen = property(lambda self: self._kind.max_prefixlen)
    hostmask = property(lambda self: self._kind((1 << self.max_prefixlen - self._prefixlen) - 1))
    netmask = property(lambda self: self._kind((1 << self.max_prefixlen) - 1 ^ int(self.hostmask)))
    broadcast_address = property(lambda self: self._kind(int(self.network_address) | int(self.hostmask)))
    num_addresses = property(lambda self: 1 << self.max_prefixlen - self._prefixlen)
    with_prefixlen = property(str)
    with_netmask = property(lambda self: f"{self.network_address}/{self.netmask}")
    with_hostmask = property(lambda self: f"{self.network_address}/{self.hostmask}")
    compressed = property(str)
    exploded = property(lambda self: f"{self.network_address.exploded}/{self._prefixlen}")
    is_private = property(lambda self: self.network_address.is_private and self.broadcast_address.is_private)
    is_global = property(lambda self: self.network_address.is_global and self.broadcast_address.is_global)
    is_multicast = property(lambda self: self.network_address.is_multicast and self.broadcast_address.is_multicast)
    is_loopback = property(lambda self: self.network_address.is_loopback and self.broadcast_address.is_loopback)

    def hosts(self):
        first, last = int(self.network_address), int(self.broadcast_address)
        if self._prefixlen == self.max_prefixlen:
            return [self._kind(first)]
        if self._prefixlen == self.max_prefixlen - 1:
            return [self._kind(first), self._kind(last)]
        return (self._kind(n) for n in range(first + 1, last + (self.version == 6)))

    def __iter__(self):
        for n in range(int(self.network_address), int(self.broadcast_address) + 1):
            yield self._kind(n)

    def __getitem__(self, n):
        first, last = int(self.network_address), int(self.broadcast_address)
        at = first + n if n >= 0 else last + n + 1
        if not first <= at <= last:
            raise IndexError("address out of range")
        return self._kind(at)

    def __contains__(self, other):
        if isinstance(other, _Network) or other.version != self.version:
            return False
        return int(self.network_address) <= int(other) <= int(self.broadcast_address)

    def overlaps(self, other):
        return (other.network_address in self or other.broadcast_address in self
                or self.network_address in other or self.broadcast_address in other)

    def subnet_of(self, other):
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")
        return other.network_address <= self.network_address and other.broadcast_address >= self.broadcast_address

    def supernet_of(self, other):
        return other.subnet_of(self)

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        if self._prefixlen == self.max_prefixlen:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError("new prefix must be longer")
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError("prefix length diff must be > 0")
        length = self._prefixlen + prefixlen_diff
        if length > self.max_prefixlen:
            raise ValueError(f"prefix length diff {length} is invalid for netblock {self}")
        step = 1 << self.max_prefixlen - length
        for n in range(int(self.network_address), int(self.broadcast_address) + 1, step):
            yield type(self)((n, length))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError("new prefix must be shorter")
            prefixlen_diff = self._prefixlen - new_prefix
        length = self._prefixlen - prefixlen_diff
        if length < 0:
            raise ValueError(f"current prefixlen is {self._prefixlen}, cannot have a prefixlen_diff of {prefixlen_diff}")
        return type(self)((int(self.network_address), length), strict=False)

    def address_exclude(self, other):
        if not other.subnet_of(self):
            raise ValueError(f"{other} not contained in {self}")
        network = self
        while network != other:
            first, second = network.subnets()
            network, left = (first, second) if other.subnet_of(first) else (second, first)
            yield left

    def _key(self):
        return self.version, self.network_address, self.netmask

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, _Network) else NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")
        return self._key() < other._key()

    def __hash__(self):
        return hash(int(self.network_address) ^ int(self.netmask))

    def __str__(self):
        return f"{self.network_address}/{self._prefixlen}"

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"


class IPv4Network(_Network):
    _kind = IPv4Address


class IPv6Network(_Network):
    _kind = IPv6Address


class _Interface:
    def __init__(self, address):
        text = str(address[0]) + f"/{address[1]}" if isinstance(address, tuple) else str(address)
        base, slash, _ = text.partition("/")
        super().__init__(base if not isinstance(address, int) else address)
        self.network = self._net(text if slash else (self._ip, self.max_prefixlen), strict=False)
        self.netmask, self.hostmask, self._prefixlen = self.network.netmask, self.network.hostmask, self.network.prefixlen

    def __str__(self):
        return f"{super().__str__()}/{self._prefixlen}"

    ip = property(lambda self: self._plain(self._ip))
    with_prefixlen = property(str)
    with_netmask = property(lambda self: f"{self.ip}/{self.netmask}")


class IPv4Interface(_Interface, IPv4Address):
    _net, _plain = IPv4Network, IPv4Address


class IPv6Interface(_Interface, IPv6Address):
    _net, _plain = IPv6Network, IPv6Address


def _either(address, kinds, what):
    for kind in kinds:
        try:
            return kind(address)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 {what}")


def ip_address(address):
    return _either(address, (IPv4Address, IPv6Address), "address")


def ip_network(address, strict=True):
    return _either(address, (lambda a: IPv4Network(a, strict), lambda a: IPv6Network(a, strict)), "network")


def ip_interface(address):
    return _either(address, (IPv4Interface, IPv6Interface), "interface")


def summarize_address_range(first, last):
    if first > last:
        raise ValueError("last IP address must be greater than first")
    net = IPv4Network if first.version == 4 else IPv6Network
    at, end = int(first), int(last)
    while at <= end:
        bits = min((at & -at).bit_length() - 1 if at else first.max_prefixlen, (end - at + 1).bit_length() - 1)
        yield net((at, first.max_prefixlen - bits))
        at += 1 << bits


def collapse_addresses(addresses):
    kinds = {4: IPv4Network, 6: IPv6Network}
    nets = sorted({a if isinstance(a, _Network) else kinds[a.version]((int(a), a.max_prefixlen)) for a in addresses})
    kept = []
    for net in nets:
        if kept and net.subnet_of(kept[-1]):
            continue
        kept.append(net)
        while len(kept) > 1 and kept[-1].prefixlen == kept[-2].prefixlen and kept[-1].supernet() == kept[-2].supernet():
            above = kept.pop().supernet()
            kept[-1] = above
    return iter(kept)
