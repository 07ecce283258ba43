import asyncio

members = {}


async def client(name, lines):
    inbox = members[name] = asyncio.Queue()
    await asyncio.sleep(0)  # let everybody enter
    for line in lines:
        for other, queue in members.items():
            if other != name:
                await queue.put(f"{name}: {line}")
        await asyncio.sleep(0.01)
    while not inbox.empty():
        print(f"[{name}] {inbox.get_nowait()}")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(client("ann", ["hello", "how are you?"]))
        group.create_task(client("bob", ["hi"]))
        group.create_task(client("cem", ["good morning"]))


asyncio.run(main())
