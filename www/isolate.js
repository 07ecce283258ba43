// Puts the service worker (sw.js) in place where the host cannot send the headers that shared memory needs.
//
// The first visit to such a host is reloaded once, as soon as the worker controls the page and only within the first
// seconds; after that, and in private windows or frames where it does not help, the page goes on without shared memory.
// On hosts that do isolate, the worker is registered for use without a network, except on this machine's own address,
// where whatever is served next must not find it there. Knows nothing of the page.

const RELOADED = 'pylanes.isolate.reloaded';
const PATIENCE_MS = 4000;

const local = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

function mayReload() {
  try {
    if (performance.now() > PATIENCE_MS || sessionStorage.getItem(RELOADED)) return false;
    sessionStorage.setItem(RELOADED, 'yes');
    return true;
  } catch {
    // Without storage there is no telling whether it was tried before.
    return false;
  }
}

async function isolate() {
  if (!('serviceWorker' in navigator) || (crossOriginIsolated && local)) return;
  await navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' });
  await navigator.serviceWorker.ready;
  if (!crossOriginIsolated && mayReload()) location.reload();
}

// Where service workers are refused (private windows, some frames) the page works without.
isolate().catch((error) => console.info(`pylanes: no service worker (${error})`));
