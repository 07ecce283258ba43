// Programs that start processes, really run: each a worker with a memory of its own, with and without shared memory.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, openPage } from './support.mjs';

after(closeBrowser);

/** What a program came to, and how many workers the page has once it is over. */
async function run(code, { isolated = true } = {}) {
  const page = await openPage({ isolated, idle: false });
  const outcome = await page.evaluate(async (code) => {
    const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
    const engine = await createEngine();
    return engine.execute({ code, events: true });
  }, code);
  await page.done();
  return outcome;
}

const TALK = `
import os
from multiprocessing import Pipe, Process, Queue

def square(numbers, results):
    while (n := numbers.get()) is not None:
        results.put(n * n)

def greet(connection):
    connection.send((connection.recv().upper(), os.getpid() != os.getppid()))

if __name__ == "__main__":
    numbers, results = Queue(), Queue()
    worker = Process(target=square, args=(numbers, results))
    worker.start()
    for n in [2, 3, 4, None]:
        numbers.put(n)
    print([results.get() for _ in range(3)])
    worker.join()
    here, there = Pipe()
    other = Process(target=greet, args=(there,))
    other.start()
    here.send("hello")
    print(here.recv())
    other.join()
    print(worker.exitcode, other.exitcode)
`;

for (const isolated of [true, false]) {
  test(`processes really talk by queues and pipes, ${isolated ? 'with' : 'without'} shared memory`, async () => {
    const outcome = await run(TALK, { isolated });
    assert.equal(outcome.stderr, '');
    assert.equal(outcome.stdout, "[4, 9, 16]\n('HELLO', True)\n0 0\n");
    assert.deepEqual(
      outcome.lanes.map((lane) => lane.name).filter((name) => name.includes('Process')),
      ['MainProcess', 'Process-1', 'Process-2'],
    );
  });
}

test('a process that crashes, one that is killed and one that fails leave the others alone', async () => {
  const outcome = await run(`
import os, time
from multiprocessing import Process

def crash():
    os._exit(7)

def hang():
    while True:
        time.sleep(0.01)

def fail():
    raise ValueError("boom")

if __name__ == "__main__":
    processes = [Process(target=target) for target in (crash, hang, fail)]
    for process in processes:
        process.start()
    processes[0].join()
    processes[2].join()
    processes[1].terminate()
    processes[1].join()
    print([process.exitcode for process in processes])
`);
  assert.equal(outcome.stdout, '[7, -15, 1]\n');
  assert.match(outcome.stderr, /Process Process-3:\n[\s\S]*ValueError: boom\n$/);
  assert.equal(outcome.exitStatus, 0);
});

test('a pool of processes really works on a list', async () => {
  const outcome = await run(`
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool

def cube(n):
    return n ** 3

if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(cube, range(6)))
    with ProcessPoolExecutor(2) as executor:
        print(list(executor.map(cube, range(4))))
`);
  assert.equal(outcome.stderr, '');
  assert.equal(outcome.stdout, '[0, 1, 8, 27, 64, 125]\n[0, 1, 8, 27]\n');
});

test('a fork is refused in words', async () => {
  const outcome = await run(`
import multiprocessing
if __name__ == "__main__":
    try:
        multiprocessing.get_context("fork").Process(target=print).start()
    except OSError as error:
        print(error)
`);
  assert.match(outcome.stdout, /A real run cannot fork: use the start method 'spawn' or 'forkserver'/);
});
