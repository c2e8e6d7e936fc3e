/**
 * Imports: what the files of other services and of `memex export` mean, and storing it.
 *
 * @packageDocumentation
 */

export { createMapping, type MappingOptions } from './import/create-mapping.js';
export {
  type ImportCounts,
  type ImportOptions,
  importItems,
  noImports,
} from './import/import-items.js';
export type {
  ImportedChat,
  ImportItem,
  ImportMapping,
  MappedPart,
} from './import/import-mapping.js';
export { IMPORT_FORMATS, IMPORT_MAPS, type ImportFormat } from './import/import-maps.js';
export type { PartsOptions, Rejection } from './import/imported-entry.js';
export { Pseudonyms } from './import/pseudonyms.js';
