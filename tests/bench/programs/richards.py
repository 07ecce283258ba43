"""A small scheduler of tasks with packets: method calls, attributes, inheritance."""


class Task:
    def __init__(self, name, priority):
        self.name = name
        self.priority = priority
        self.queue = []
        self.done = 0

    def receive(self, packet):
        self.queue.append(packet)

    def ready(self):
        return len(self.queue) > 0

    def step(self, scheduler):
        packet = self.queue.pop(0)
        self.done += 1
        self.handle(packet, scheduler)

    def handle(self, packet, scheduler):
        pass


class Worker(Task):
    def handle(self, packet, scheduler):
        packet.hops += 1
        packet.value = (packet.value * 31 + self.priority) % 65_521
        if packet.hops < packet.limit:
            scheduler.send(self.priority + 1, packet)


class Sink(Task):
    def handle(self, packet, scheduler):
        packet.hops += 2
        if packet.hops < packet.limit:
            scheduler.send(0, packet)


class Packet:
    def __init__(self, value, limit):
        self.value = value
        self.hops = 0
        self.limit = limit


class Scheduler:
    def __init__(self):
        self.tasks = [Worker("w%d" % i, i) for i in range(4)] + [Sink("sink", 4)]

    def send(self, number, packet):
        self.tasks[number % len(self.tasks)].receive(packet)

    def run(self):
        busy = True
        while busy:
            busy = False
            for task in self.tasks:
                if task.ready():
                    task.step(self)
                    busy = True
        return sum(task.done for task in self.tasks)


scheduler = Scheduler()
packets = [Packet(i, 2_000) for i in range(20)]
for i, packet in enumerate(packets):
    scheduler.send(i, packet)
print(scheduler.run(), sum(packet.value for packet in packets))
