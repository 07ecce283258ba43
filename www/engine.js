// The engine's boot script: a module worker that loads the right build of the engine and hands over to it.
//
//   new Worker(new URL('engine.js', document.baseURI), { type: 'module', name: 'engine' })
//
// How it goes:
// 1. The build is chosen: `engine/threads/` where memory can be shared (`crossOriginIsolated`), else `engine/single/`.
//    `engine.js?variant=single` (or `threads`) asks for one by name.
// 2. The module is loaded. Its `main` is empty: in the build with threads every pool worker runs it again.
//    A build with threads that does not load is not fatal: the other one is used instead.
// 3. `start(info)` is called once, in this worker only; the engine takes over `onmessage` and announces itself.
//    `info` is `{ variant, threads, startPool, fetchText, equip, role, base }`. `startPool()` starts the rayon pool of `threads`
//    workers and gives a promise of it: the engine calls it before the first real run, since a page that only simulates
//    needs none. `fetchText(name)` gives a promise of a text beside the engine: the library modules, for the first program
//    that imports, and the names of characters, for the first with `\\N{…}`. `equip(worker)` is for workers that the engine
//    starts itself to be the processes of a real run: see below.
//    `threads` is `engine.js?threads=N`, otherwise one worker per processor (at least 4, at most 16). `role` is whatever
//    `engine.js?role=…` says: '' for the page's own engine, 'process' for a process; `base` is this script's URL.
//    A process begins by waiting for its equipment, the module and the library's text, so that it neither fetches nor
//    compiles what its parent has: the module is compiled once, and what the browser has made fast stays so for the next.
// Messages that arrive before step 3 are kept and delivered in order after it.
// If the engine cannot be loaded at all, the page gets one message: `{ bootError: "…" }`.
//
// Knows nothing of what the messages mean.

const params = new URL(self.location.href).searchParams;

const early = [];
const isProcess = params.get('role') === 'process';
let equipped;
const equipment = isProcess ? new Promise((resolve) => (equipped = resolve)) : {};
const keep = (event) => {
  if (equipped && event.data?.equipment) equipped(event.data);
  else early.push(event);
};
self.addEventListener('message', keep);

function poolSize() {
  const asked = Number.parseInt(params.get('threads') ?? '', 10);
  const wanted = asked > 0 ? asked : Math.max(4, navigator.hardwareConcurrency || 4);
  return Math.min(wanted, 64, asked > 0 ? 64 : 16);
}

async function load(variant) {
  const [engine, { module }] = await Promise.all([import(`./engine/${variant}/worker.js`), equipment]);
  await engine.default(module && { module_or_path: module });
  const threads = variant === 'threads' ? poolSize() : 0;
  let pool;
  const startPool = threads > 0 ? () => (pool ??= engine.initThreadPool(threads)) : undefined;
  return { engine, info: { variant, threads, startPool, fetchText, equip, role: params.get('role') ?? '', base: self.location.href } };
}

const beside = (path) => fetch(new URL(`engine/${path}`, self.location.href));

async function fetchText(name) {
  const given = (await equipment)[name];
  if (given) return given;
  const response = await beside(name);
  if (!response.ok) throw new Error(`${response.url} ${response.status}`);
  return response.text();
}

const LIBRARY = 'library.txt';
let kept;

async function equip(worker) {
  // Where this fails the process tries for itself, and says what is wrong.
  const compiled = () => WebAssembly.compileStreaming(beside('single/worker_bg.wasm'));
  kept ??= Promise.all([compiled(), fetchText(LIBRARY)]).catch(() => []);
  const [module, library] = await kept;
  worker.postMessage({ equipment: true, module, [LIBRARY]: library });
}

async function boot() {
  const variant = params.get('variant') ?? (self.crossOriginIsolated ? 'threads' : 'single');
  if (variant !== 'threads') return load(variant);
  try {
    return await load('threads');
  } catch (error) {
    console.warn(`pylanes: the engine with threads did not start (${error}); using the one without`);
    return load('single');
  }
}

try {
  const { engine, info } = await boot();
  engine.start(info);
  self.removeEventListener('message', keep);
  for (const event of early) self.dispatchEvent(new MessageEvent('message', { data: event.data, ports: [...event.ports] }));
} catch (error) {
  self.postMessage({ bootError: String(error) });
}
