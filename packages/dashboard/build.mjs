// Bundles what browsers load, and the chart engine of the server, from what `tsc -b` wrote. The names of the files of browsers carry a
// digest of their content, so that they can be kept for ever; `dist/static/manifest.json` tells which is which.
// It does nothing when nothing has changed since the last time.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const STATIC = join(ROOT, 'dist/static');
const MANIFEST = join(STATIC, 'manifest.json');
const ENGINE = { from: join(ROOT, 'dist/charts/engine.js'), to: join(ROOT, 'dist/engine/echarts.js') };

const COMMON = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2023',
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: ROOT,
  define: { 'process.env.NODE_ENV': '"production"' },
};

if (!isUpToDate()) {
  rmSync(STATIC, { recursive: true, force: true });
  mkdirSync(STATIC, { recursive: true });
  const { metafile } = await build({
    ...COMMON,
    entryPoints: { app: 'dist/browser/main.js', style: 'src/styles/main.css' },
    outdir: STATIC,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    platform: 'browser',
    metafile: true,
  });
  // A file of its own, which waits for no other.
  const start = await build({
    ...COMMON,
    entryPoints: { start: 'dist/browser/start.js' },
    outdir: STATIC,
    entryNames: '[name]-[hash]',
    format: 'iife',
    platform: 'browser',
    metafile: true,
  });
  const outputs = { ...metafile.outputs, ...start.metafile.outputs };
  await build({ ...COMMON, entryPoints: [ENGINE.from], outfile: ENGINE.to, platform: 'node' });
  // Written last: it is what tells that all the rest is there.
  writeFileSync(MANIFEST, `${JSON.stringify(manifestOf(outputs), null, 2)}\n`);
}

/** The script and the style sheet of the page, what the script imports at once, and all files that may be asked for. */
function manifestOf(outputs) {
  const paths = Object.keys(outputs);
  const find = (form) => paths.find((path) => form.test(path));
  const [script, style] = [find(/\/app-.*\.js$/), find(/\/style-.*\.css$/)];
  const start = find(/\/start-.*\.js$/);
  const importsOf = (path) =>
    outputs[path].imports.filter(({ kind }) => kind === 'import-statement').map((one) => one.path);
  const drawing = paths.filter((path) => outputs[path].entryPoint === 'dist/browser/drawing.js');
  const preload = new Set(importsOf(script));
  const later = [...drawing, ...drawing.flatMap(importsOf)].filter((path) => !preload.has(path));
  return {
    script: nameOf(script),
    start: nameOf(start),
    style: nameOf(style),
    preload: [...preload].map(nameOf),
    later: later.map(nameOf),
    files: paths.map(nameOf).toSorted(),
  };
}

function nameOf(path) {
  return path.replace(/^.*\//, '');
}

function isUpToDate() {
  if (!existsSync(MANIFEST)) return false;
  const built = statSync(MANIFEST).mtimeMs;
  return [...filesBelow('src'), ...filesBelow('dist'), 'build.mjs', 'package.json'].every(
    (file) => statSync(join(ROOT, file)).mtimeMs <= built,
  );
}

/** Files that a bundle may be made of. */
function filesBelow(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^dist\/(?:static|engine)$/.test(path) ? [] : filesBelow(path);
    return /\.(?:js|css)$/.test(entry.name) ? [path] : [];
  });
}
