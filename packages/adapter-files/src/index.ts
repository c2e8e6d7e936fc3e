export { type CsvTable, type CsvTableOptions, createCsvTable } from './csv/csv-table.js';
export { delimiterOf } from './csv/delimiter.js';
export { type DumpColumn, readDumps } from './csv/read-dumps.js';
export type { Sink } from './io/sink.js';
export { createJsonDocument, type JsonDocument } from './json/json-document.js';
export { createOutputFiles, type OutputFiles, type OutputFilesOptions } from './output/output-files.js';
