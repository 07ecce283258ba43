import ipaddress as ip, tomllib, cProfile, pstats
print(ip.ip_address("192.168.0.1"), repr(ip.ip_address("::1")), ip.ip_address("10.0.0.1")+5, ip.ip_address("10.0.0.1").is_private, ip.ip_address("8.8.8.8").is_global, ip.ip_address("127.0.0.1").is_loopback, int(ip.IPv4Address("1.2.3.4")), ip.IPv4Address(16909060), ip.ip_address("2001:db8::1").exploded, ip.ip_address("2001:db8:0:0:1:0:0:1"), ip.ip_address("1.2.3.4").packed, ip.ip_address("1.2.3.4").reverse_pointer)
n=ip.ip_network("192.168.1.0/29"); print(n, repr(n), n.num_addresses, n.netmask, n.broadcast_address, n.hostmask, list(n.hosts()), ip.ip_address("192.168.1.3") in n, list(n.subnets()), n.supernet(), n.prefixlen, n[1], n.with_netmask, n.overlaps(ip.ip_network("192.168.1.4/30")), ip.ip_network("10.1.0.0/16").subnet_of(ip.ip_network("10.0.0.0/8")), list(ip.ip_network("10.0.0.0/24").subnets(new_prefix=26)))
print(ip.ip_interface("10.0.0.5/24").network, ip.ip_interface("10.0.0.5/24").ip, ip.ip_interface("10.0.0.5/24"), sorted([ip.ip_address("10.0.0.2"),ip.ip_address("9.9.9.9")]), list(ip.collapse_addresses([ip.ip_network("10.0.0.0/25"),ip.ip_network("10.0.0.128/25")])), list(ip.summarize_address_range(ip.ip_address("10.0.0.0"),ip.ip_address("10.0.0.5"))), f"{ip.ip_address('1.2.3.4'):x}", ip.ip_network("192.168.1.5/24",strict=False), list(ip.ip_network("10.0.0.0/30").address_exclude(ip.ip_network("10.0.0.0/31"))))
for t in ("1.2.3","1.2.3.256","01.2.3.4","x","1:2","::1::2"):
    try: ip.ip_address(t)
    except ValueError as e: print(e)
    try: ip.IPv4Address(t)
    except ValueError as e: print(type(e).__name__,e)
for t in ("192.168.1.5/24","10.0.0.0/33"):
    try: ip.ip_network(t)
    except ValueError as e: print(e)
print(tomllib.loads('''
title = "TOML \\u00e9" # c
[owner]
name = 'x\\y'
dob = 1979-05-27T07:32:00-08:00
d = 1979-05-27
t = 07:32:00
[db]
ports = [ 8000, 8001,
  8002, ]
data = [ ["a", "b"], [3.14, -0.5, 1e3, 0xff, 0b11, 1_000, inf] ]
temp = { cpu = 79.5, case.x = 72.0 }
on = true
[servers.alpha]
ip = "10"
"quoted key" = 1
a.b.c = 2
[[products]]
n = """
multi
line \\
   joined"""
[[products]]
n = 2
[[products.sub]]
q = 1
'''))
for t in ("a","a=","a=1\na=2","[a]\n[a]","a=[1","a='x","a=1 b=2","=1","a=tru"):
    try: print(tomllib.loads(t))
    except tomllib.TOMLDecodeError as e: print(e)
