import type { ExportFormat } from '@memex/core/toolkit';
import { csv } from './csv.js';
import { ndjson } from './ndjson.js';
import { parquet } from './parquet.js';

/** The formats of exports. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [ndjson, csv, parquet];
