// What real runs on workers gain: each model against the same work done one after the other, in turns within one program, as
// ratios of the least disturbed of five turns. Run by `cargo xtask bench`. Targets on two cores: processes 1.8, threads on Python 0.9 to 1.05, threads in
// natives that let go of the GIL 1.7, a hundred waits of 50 ms 30. What starting threads and processes takes is included. The same
// program under the CPython that is installed says what this machine's cores allow: virtual ones are not always two of a kind.

import { spawnSync } from 'node:child_process';

import { closeBrowser, openPage } from '../browser/support.mjs';

const PROGRAM = `
import multiprocessing, threading, time

def compute():
    x = 0
    for i in range(60_000_000):
        x += i & 3

def native():
    import pylanes
    pylanes.mandelbrot(400, 400, 0, 400, 6000)

def wait():
    time.sleep(0.05)

def in_order(work, n):
    for _ in range(n): work()

def started(kind, work, n):
    lanes = [kind(target=work) for _ in range(n)]
    for lane in lanes: lane.start()
    for lane in lanes: lane.join()

def compare(what, work, n, kinds, rounds):
    times = [[] for _ in kinds]
    for _ in range(rounds + 1):
        for kind, found in zip(kinds, times):
            begun = time.perf_counter()
            started(kind, work, n) if kind else in_order(work, n)
            found.append(time.perf_counter() - begun)
    # The first round warms up: browsers compile what is hot while it runs.
    print(what, *(min(found[1:]) for found in times))

if __name__ == "__main__":
    compare("compute", compute, 2, [None, threading.Thread, multiprocessing.Process], 5)
    if IN_BROWSER:
        compare("native", native, 2, [None, threading.Thread], 5)
    compare("wait", wait, 100, [None, threading.Thread], 1)
`;

const timesOf = (stdout) => Object.fromEntries(
  stdout.trim().split('\n').map((line) => line.split(' ')).map(([what, ...rest]) => [what, rest.map(Number)]),
);

const page = await openPage({ idle: false });
const found = await page.evaluate(async (code) => {
  const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
  const engine = await createEngine();
  const run = await engine.execute({ code: 'IN_BROWSER = True' + code, maxSteps: 1e10 });
  if (run.exitStatus !== 0) throw new Error(run.stderr);
  const io = { tasks: 100, cpuPerTaskNanos: 0, ioPerTaskNanos: 50e6, workers: 100 };
  const [waits, tasks] = await engine.measure({ workload: io, models: ['Sequential', 'Asyncio'], repeat: 3 });
  const median = ({ wallsNanos }) => wallsNanos.toSorted((a, b) => a - b)[wallsNanos.length >> 1] / 1e9;
  return { stdout: run.stdout, waits: median(waits), tasks: median(tasks), cores: navigator.hardwareConcurrency };
}, PROGRAM);
await page.done();
await closeBrowser();

const times = timesOf(found.stdout);
const row = (what, before, after) =>
  console.log(`${what.padEnd(44)} ${(before * 1e3).toFixed(0).padStart(7)} ms ${(after * 1e3).toFixed(0).padStart(7)} ms ${(before / after).toFixed(2).padStart(7)}x`);
console.log(`${found.cores} cores                                       in order         so   speed-up`);
row('computing: two threads', times.compute[0], times.compute[1]);
row('computing: two processes', times.compute[0], times.compute[2]);
row('natives without the GIL: two threads', times.native[0], times.native[1]);
row('100 waits of 50 ms: threads', times.wait[0], times.wait[1]);
row('100 waits of 50 ms: asyncio', found.waits, found.tasks);

const native = spawnSync('python3', ['-c', `IN_BROWSER = False${PROGRAM}`], { encoding: 'utf8' });
if (native.status === 0) {
  const { compute } = timesOf(native.stdout);
  row('CPython itself, computing: two threads', compute[0], compute[1]);
  row('CPython itself, computing: two processes', compute[0], compute[2]);
}
