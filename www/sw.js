// The service worker: adds the isolation headers on hosts that cannot send them, and keeps what was fetched for use
// without a network. The network always comes first, so nothing stale is shown while there is one. `delay/<ms>` it answers
// itself, late: what programs that really run fetch.
//
// Knows nothing of the page, and touches nothing but GET requests to its own folder.

const CACHE = 'pylanes-v1';
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Document-Isolation-Policy': 'isolate-and-credentialless',
};

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(tidyUp()));
self.addEventListener('fetch', (event) => {
  const { method, url, cache, mode } = event.request;
  if (method !== 'GET' || !url.startsWith(self.registration.scope)) return;
  const delay = `${self.registration.scope}delay/`;
  if (url.startsWith(delay)) return event.respondWith(late(Number.parseInt(url.slice(delay.length), 10)));
  if (cache === 'only-if-cached' && mode !== 'same-origin') return;
  event.respondWith(answer(event));
});

async function tidyUp() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('pylanes-') && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Answers after so many milliseconds, at most a minute: the simulated internet of real runs, without a limit of connections. */
async function late(millis) {
  const wait = Math.min(Math.max(millis || 0, 0), 60_000);
  await new Promise((resolve) => setTimeout(resolve, wait));
  return isolated(new Response(`${wait}\n`, { headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' } }));
}

async function answer(event) {
  const kept = await caches.open(CACHE);
  try {
    const fresh = await fetch(event.request);
    if (fresh.ok && fresh.type === 'basic') event.waitUntil(kept.put(event.request, fresh.clone()).catch(() => {}));
    return isolated(fresh);
  } catch (error) {
    const old = await kept.match(event.request, { ignoreSearch: event.request.mode === 'navigate' });
    if (old) return isolated(old);
    throw error;
  }
}

function isolated(response) {
  if (response.status === 0 || response.type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(status === 204 || status === 304 ? null : response.body, { status, statusText, headers });
}
