// Programs and workloads really run: on the pool behind the GIL, in turns where there is no shared memory, in processes.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, openPage } from './support.mjs';

after(closeBrowser);

/** Runs `body(createEngine, EngineError, argument)` in a page, in the page's world. */
async function inPage({ isolated = true }, body, argument) {
  const page = await openPage({ isolated, idle: false });
  const result = await page.evaluate(
    async ({ body, argument }) => {
      const { createEngine, EngineError } = await import(new URL('pylanes.js', document.baseURI));
      return new Function(`return (${body})`)()(createEngine, EngineError, argument);
    },
    { body: String(body), argument },
  );
  await page.done();
  return result;
}

const COUNTING = `
import threading
total = 0
lock = threading.Lock()
def work(n):
    global total
    for i in range(n):
        with lock:
            total += 1
threads = [threading.Thread(target=work, args=(50_000,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
`;

for (const isolated of [true, false]) {
  test(`two threads really count, ${isolated ? 'on workers of their own' : 'in turns in one worker'}`, async () => {
    const run = await inPage(
      { isolated },
      async (createEngine, EngineError, code) => {
        const engine = await createEngine();
        return engine.execute({ code, events: true });
      },
      COUNTING,
    );
    assert.equal(run.stdout, '100000\n');
    assert.equal(run.exitStatus, 0);
    assert.equal(run.reduced, !isolated);
    assert.ok(run.switches > 0, 'the GIL changed hands');
    assert.ok(run.wallNanos > 0);
    assert.deepEqual(
      run.lanes.map((lane) => lane.name),
      ['MainProcess', 'MainThread', 'Thread-1 (work)', 'Thread-2 (work)'],
    );
  });

  test(`a real endless loop is stopped, ${isolated ? 'on a worker' : 'in turns'}, and the engine goes on`, async () => {
    const { code, after } = await inPage({ isolated }, async (createEngine) => {
      const engine = await createEngine();
      const stop = new AbortController();
      const options = { code: 'print("on")\nwhile True:\n    pass\n', signal: stop.signal };
      options.onOutput = () => stop.abort();
      const error = await engine.execute(options).catch((error) => error);
      const after = await engine.execute({ code: 'print("still here")' });
      return { code: error.code, after: after.stdout };
    });
    assert.deepEqual({ code, after }, { code: 'stopped', after: 'still here\n' });
  });
}

test('more threads than workers all run, and sleeping ones wait side by side', async () => {
  const run = await inPage({}, async (createEngine) => {
    const engine = await createEngine({ threads: 4 });
    return engine.execute({
      code: `
import threading, time
done = []
def work(n):
    time.sleep(0.05)
    done.append(n)
threads = [threading.Thread(target=work, args=(n,)) for n in range(40)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(sorted(done) == list(range(40)))
`,
    });
  });
  assert.equal(run.stdout, 'True\n');
  console.log(`# 40 sleeps of 50 ms on 4 workers took ${(run.wallNanos / 1e6).toFixed(0)} ms`);
});

test('threads that wait for each other for ever are found out', async () => {
  const run = await inPage({}, async (createEngine) => {
    const engine = await createEngine();
    return engine.execute({
      code: `
import threading, time
a, b = threading.Lock(), threading.Lock()
def one():
    with a:
        time.sleep(0.05)
        with b: print("never")
def two():
    with b:
        time.sleep(0.05)
        with a: print("never")
threads = [threading.Thread(target=one), threading.Thread(target=two)]
for thread in threads: thread.start()
for thread in threads: thread.join()
`,
    });
  });
  assert.equal(run.end, 'deadlock');
  assert.equal(run.stdout, '');
});

test('workloads are measured under every model, and processes share the cores', async () => {
  const { cpu, io, cores } = await inPage({}, async (createEngine) => {
    const engine = await createEngine();
    const models = ['Sequential', 'Threading', 'Multiprocessing', 'Asyncio'];
    const computing = { tasks: 4, cpuPerTaskNanos: 30e6, ioPerTaskNanos: 0, bytesPerTask: 1000, workers: 2 };
    const waiting = { tasks: 10, cpuPerTaskNanos: 0, ioPerTaskNanos: 50e6, workers: 10 };
    return {
      cpu: await engine.measure({ workload: computing, models, repeat: 3 }),
      io: await engine.measure({ workload: waiting, models, repeat: 1 }),
      cores: engine.environment.cores,
    };
  });
  const median = (walls) => [...walls].sort((a, b) => a - b)[walls.length >> 1];
  for (const [name, figures] of Object.entries({ cpu, io })) {
    assert.deepEqual(
      figures.map((entry) => entry.model),
      ['Sequential', 'Threading', 'Multiprocessing', 'Asyncio'],
    );
    const sequential = median(figures[0].wallsNanos);
    for (const { model, wallsNanos, startupNanos, switches, bytesMoved } of figures) {
      assert.ok(wallsNanos.every((wall) => wall > 0));
      const times = (sequential / median(wallsNanos)).toFixed(2);
      const startup = (startupNanos / 1e6).toFixed(1);
      console.log(`# ${name} ${model}: ${times}x sequential, start-up ${startup} ms, ${switches} switches, ${bytesMoved} bytes`);
    }
  }
  console.log(`# on ${cores} cores`);
  assert.ok(cpu[2].bytesMoved > 8000, 'the bytes of four tasks crossed twice');
  const [sequential, threads, , asyncio] = io.map(({ wallsNanos }) => median(wallsNanos));
  assert.ok(threads < sequential / 2 && asyncio < sequential / 2, 'waits overlap');
});
