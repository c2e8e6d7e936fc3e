// Copies what the documentation page loads of Swagger UI into `dist/swagger-ui`, so that nobody who installs this package also installs its 12 MB.
import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'favicon-32x32.png',
  'package.json', // Its version is the tag of the files.
  'LICENSE',
  'NOTICE',
  'swagger-ui-bundle.js.LICENSE.txt',
];

const from = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const to = fileURLToPath(new URL('dist/swagger-ui', import.meta.url));
mkdirSync(to, { recursive: true });
for (const file of FILES) cpSync(join(from, file), join(to, file));
