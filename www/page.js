// Before the page's own module is there: the theme (so that nothing flashes), and `window.pylanes`.
//
// `window.pylanes` is for tests and for whoever drives the page from outside:
//   whenIdle()    a promise that settles when nothing is running, loading or painting
//   state()       what the page shows, as plain data: see `src/ui/hooks.rs`
// The rest is how the page's module talks to this file: `report(idle)`, `describe` and `loadEditor()`.

const query = new URLSearchParams(location.search);
const dark = matchMedia('(prefers-color-scheme: dark)');

function savedTheme() {
  try {
    return localStorage.getItem('pylanes.saved')?.split(' ')[1];
  } catch {
    return undefined;
  }
}

let chosen = (query.get('theme') ?? savedTheme() ?? 'system').toLowerCase();

function showTheme() {
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : dark.matches ? 'dark' : 'light';
  if (document.documentElement.dataset.theme === theme) return;
  document.documentElement.dataset.theme = theme;
  globalThis.pylanes?.onTheme?.();
}

showTheme();
dark.addEventListener('change', showTheme);

let idle = false;
let waiting = [];

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));

// After two frames what was just asked for has been painted.
async function painted() {
  await nextFrame();
  await nextFrame();
}

// Idle counts when it lasts for two frames.
async function settle() {
  await painted();
  if (!idle) return;
  const settled = waiting;
  waiting = [];
  for (const resolve of settled) resolve();
}

globalThis.pylanes = {
  whenIdle: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (idle) settle();
    }),
  state: () => globalThis.pylanes.describe?.(),
  report(now) {
    idle = now;
    if (idle && waiting.length > 0) settle();
  },
  setTheme(theme) {
    chosen = theme;
    showTheme();
  },
  // What is on the page already comes first.
  loadEditor: () => painted().then(() => import('./editor.js')),
};
