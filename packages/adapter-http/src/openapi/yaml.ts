import type { Route } from '../routes/route.js';
import { openApiDocument } from './document.js';

/** The OpenAPI document as YAML, created at the first request. */
export function createDocument(routes: () => readonly Route[], version: string): () => Promise<string> {
  let text: Promise<string> | undefined;
  return () => {
    text ??= writeDocument(routes(), version);
    return text;
  };
}

async function writeDocument(routes: readonly Route[], version: string): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(openApiDocument(routes, version), { aliasDuplicateObjects: false });
}
