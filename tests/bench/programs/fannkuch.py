"""Pancake flipping over all permutations: list slices and integer loops."""


def fannkuch(n):
    perm = list(range(n))
    count = [0] * n
    most, checksum, sign, r = 0, 0, 1, n
    while True:
        if perm[0]:
            work = perm[:]
            flips = 0
            first = work[0]
            while first:
                work[:first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            if flips > most:
                most = flips
            checksum += sign * flips
        if sign > 0:
            perm[0], perm[1] = perm[1], perm[0]
            sign = -1
        else:
            perm[1], perm[2] = perm[2], perm[1]
            sign = 1
            for i in range(2, n):
                if count[i] < i:
                    count[i] += 1
                    break
                count[i] = 0
                if i == n - 1:
                    return checksum, most
                perm.insert(i + 1, perm.pop(0))


print(fannkuch(8))
