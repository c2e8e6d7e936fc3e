import type { Route } from '../routes/route.js';
import { type Described, openApiDocument } from './document.js';

/** The OpenAPI document as YAML, created at the first request. */
export function createDocument(routes: () => readonly Route[], described: Described): () => Promise<string> {
  let text: Promise<string> | undefined;
  return () => {
    text ??= writeDocument(routes(), described);
    return text;
  };
}

async function writeDocument(routes: readonly Route[], described: Described): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(openApiDocument(routes, described), { aliasDuplicateObjects: false });
}
