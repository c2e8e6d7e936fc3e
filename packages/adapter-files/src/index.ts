export { type CsvTable, type CsvTableOptions, createCsvTable } from './csv/csv-table.js';
export { type DumpColumn, readDumps } from './csv/read-dumps.js';
export { delimiterOf } from './delimiter.js';
export { createJsonDocument, type JsonDocument } from './json/json-document.js';
export { createOutputFiles, type OutputFiles, type OutputFilesOptions } from './output/output-files.js';
export type { Sink } from './output/sink.js';
