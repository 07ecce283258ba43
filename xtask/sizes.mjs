// Prints what each file of the built site weighs: raw, and compressed as hosts send it.
// Usage: node xtask/sizes.mjs dist

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = process.argv[2] ?? 'dist';
const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length;

console.log('  size in kB:   raw     gzip   brotli');
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  if (bytes.length < 2000) continue;
  console.log(`  ${kilobytes(bytes.length)} ${kilobytes(gzipSync(bytes).length)} ${kilobytes(brotli(bytes))}  ${relative(dist, path)}`);
}
