// What browser tests share: a Chromium, a page of the served site, and what the page complained about.
//
// `cargo xtask test` serves the built site twice and says where: PYLANES_URL sends the isolation headers,
// PYLANES_PLAIN_URL is a sub-folder of a host that sends none. To run one file by hand against a running
// `cargo xtask serve`: node --test tests/browser/boot.test.mjs

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const isolatedUrl = process.env.PYLANES_URL ?? 'http://127.0.0.1:8080/';
export const plainUrl = process.env.PYLANES_PLAIN_URL;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser;

/** The one browser of this test file, started when first needed; end it with `after(closeBrowser)`. */
export async function theBrowser() {
  const executablePath = process.env.PYLANES_CHROMIUM ?? '/usr/bin/chromium';
  browser ??= await chromium.launch({ executablePath, headless: true, args: flags });
  return browser;
}

export async function closeBrowser() {
  await browser?.close();
  browser = undefined;
}

/**
 * Opens the page in a browser profile of its own.
 *
 * - `isolated`: with shared memory (default), or on a host that sends no headers, where `serviceWorker` may make up
 *   for them (default: it is blocked).
 * - `path`: what follows the site's address, such as `?lang=zh-Hant#code=…`.
 * - `size`, `dark`, `locale`: the window. `idle: false` does not wait for the page to settle. `before`: runs before the page does.
 *
 * Returns Playwright's page with `complaints`, what the page wrote as errors or threw, and `done()`, which fails on any.
 */
export async function openPage(options = {}) {
  const { isolated = true, serviceWorker = false, path = '', size = [1440, 900], dark = false, locale = 'en', idle = true, before } = options;
  const context = await (await theBrowser()).newContext({
    viewport: { width: size[0], height: size[1] },
    colorScheme: dark ? 'dark' : 'light',
    locale,
    reducedMotion: 'reduce',
    serviceWorkers: serviceWorker ? 'allow' : 'block',
  });
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  page.complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') page.complaints.push(message.text());
  });
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    // A page that is left aborts what it was still loading.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') page.complaints.push(`${request.url()} ${why}`);
  });
  page.done = async () => {
    await context.close();
    assert.deepEqual(page.complaints, [], 'the page complained');
  };
  const url = isolated ? isolatedUrl : plainUrl;
  assert.ok(url, 'run this through `cargo xtask test`');
  await page.goto(url + path);
  if (idle) await whenIdle(page);
  return page;
}

/** Waits until nothing is loading, running or painting: the page says so itself. Never wait for time instead. */
export async function whenIdle(page) {
  await page.waitForFunction(() => globalThis.pylanes?.whenIdle);
  await page.evaluate(() => globalThis.pylanes.whenIdle());
}
