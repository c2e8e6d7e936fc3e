// A registry of packages on this machine: it answers npm as the public one does, and has nothing but the tarballs that it is given.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

export async function startRegistry() {
  const packages = new Map();
  const tarballs = new Map();
  const server = createServer(({ url }, response) => {
    const path = decodeURIComponent(url).slice(1);
    const body = tarballs.get(path) ?? packages.get(path);
    // What npm kept would still be there when other packages have the same names.
    response.setHeader('cache-control', 'no-store');
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body instanceof Buffer ? body : JSON.stringify(body ?? { error: 'not found' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/`;

  const publish = (file) => {
    const tarball = readFileSync(file);
    const manifest = manifestOf(file);
    const { name, version } = manifest;
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const path = `${name}-${version}.tgz`;
    const dist = { tarball: url + path, integrity };
    const versions = { ...packages.get(name)?.versions, [version]: { ...manifest, dist } };
    packages.set(name, { name, 'dist-tags': { latest: version }, versions });
    tarballs.set(path, tarball);
  };
  return {
    url,
    /** The packages of a version, which is the latest from then on. */
    publish: (files) => files.forEach(publish),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The manifest that is in a tarball. */
export function manifestOf(file) {
  return JSON.parse(execFileSync('tar', ['xzOf', file, 'package/package.json'], { encoding: 'utf8' }));
}
