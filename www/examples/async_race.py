import asyncio

balance = 0
lock = None


async def deposit():
    global balance
    before = balance
    await asyncio.sleep(0)  # between read and write everybody else gets a turn
    balance = before + 1


async def deposit_locked():
    async with lock:
        await deposit()


async def main():
    global balance, lock
    lock = asyncio.Lock()
    await asyncio.gather(*(deposit() for _ in range(100)))
    print("one thread, no lock: expected 100, got", balance)
    balance = 0
    await asyncio.gather(*(deposit_locked() for _ in range(100)))
    print("with an asyncio.Lock: expected 100, got", balance)


asyncio.run(main())
