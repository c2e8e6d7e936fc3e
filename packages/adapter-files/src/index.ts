export { type CsvTable, type CsvTableOptions, createCsvTable } from './csv/csv-table.js';
export { delimiterOf } from './csv/delimiter.js';
export { type DumpColumn, readDumps } from './csv/read-dumps.js';
export { EXPORT_FORMATS } from './export/formats.js';
export { gzipped } from './export/gzip.js';
export { findImportFiles } from './import/find-files.js';
export {
  type ImportFile,
  type ImportFiles,
  type ImportReading,
  readImportFile,
} from './import/import-file.js';
export { createRejectsFile, type RejectsFile } from './import/rejects-file.js';
export type { Sink } from './io/sink.js';
export { createJsonDocument, type JsonDocument } from './json/json-document.js';
export { createOutputFiles, type OutputFiles, type OutputFilesOptions } from './output/output-files.js';
export { openPartialFile, type PartialFile } from './output/partial-file.js';
