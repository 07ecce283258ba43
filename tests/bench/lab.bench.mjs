// What real runs on workers gain: each model against the same work done one after the other, as ratios of medians in one
// run. Run by `cargo xtask bench`. Targets on two cores: processes 1.8, threads on Python 0.9 to 1.05, threads in natives that
// let go of the GIL 1.7, a hundred waits of 50 ms 30.

import { closeBrowser, openPage } from '../browser/support.mjs';

const KERNEL = (n) => `
import pylanes, threading, time
def rows(first, last):
    pylanes.mandelbrot(400, 400, first, last, 3000)
def once(n):
    threads = [threading.Thread(target=rows, args=(k * 400 // n, (k + 1) * 400 // n)) for k in range(n)]
    begun = time.perf_counter()
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return time.perf_counter() - begun
once(${n})
print(sorted(once(${n}) for _ in range(5))[2])
`;

const page = await openPage({ idle: false });
const found = await page.evaluate(async (kernels) => {
  const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
  const engine = await createEngine();
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
  const measure = async (workload, models) => {
    const entries = await engine.measure({ workload, models, repeat: 5 });
    return entries.map((entry) => median(entry.wallsNanos) / 1e6);
  };
  const cpu = { tasks: 8, cpuPerTaskNanos: 50e6, ioPerTaskNanos: 0, workers: 2 };
  const [alone, threads, processes] = await measure(cpu, ['Sequential', 'Threading', 'Multiprocessing']);
  const io = { tasks: 100, cpuPerTaskNanos: 0, ioPerTaskNanos: 50e6, workers: 100 };
  const [waits, waitingThreads, tasks] = await measure(io, ['Sequential', 'Threading', 'Asyncio']);
  const natives = [];
  for (const code of kernels) natives.push(1e3 * Number((await engine.execute({ code })).stdout));
  return { alone, threads, processes, waits, waitingThreads, tasks, natives, cores: navigator.hardwareConcurrency };
}, [KERNEL(1), KERNEL(2)]);
await page.done();
await closeBrowser();

const row = (what, before, after) =>
  console.log(`${what.padEnd(44)} ${before.toFixed(0).padStart(7)} ms ${after.toFixed(0).padStart(7)} ms ${(before / after).toFixed(2).padStart(7)}x`);
console.log(`${found.cores} cores                                       in order         so   speed-up`);
row('computing: two threads', found.alone, found.threads);
row('computing: two processes', found.alone, found.processes);
row('natives without the GIL: two threads', found.natives[0], found.natives[1]);
row('100 waits of 50 ms: threads', found.waits, found.waitingThreads);
row('100 waits of 50 ms: asyncio', found.waits, found.tasks);
