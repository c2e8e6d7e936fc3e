import type { OutputFiles } from '@memex/adapter-files';
import type { ReportFiles } from './report-command.js';

/** A written file, and its number of rows (including the header) or items; pictures have none. */
export interface WrittenFile {
  readonly path: string;
  readonly rows?: number;
}

/** Files that count their rows and items. */
export interface CountedFiles extends ReportFiles {
  written(): readonly WrittenFile[];
}

export function countRows(files: OutputFiles): CountedFiles {
  const written: { readonly path: string; rows?: number }[] = [];
  const begin = (path: string) => {
    const count = { path, rows: 0 };
    written.push(count);
    return count;
  };
  return {
    written: () => written.map((file) => ({ ...file })),
    async table(path) {
      const table = await files.table(path);
      const count = begin(path);
      return {
        row: (cells, options) => {
          count.rows++;
          return table.row(cells, options);
        },
      };
    },
    async text(path) {
      const text = await files.text(path);
      written.push({ path });
      return text;
    },
    async document(path) {
      const document = await files.document(path);
      const count = begin(path);
      return {
        item: (value, options) => {
          count.rows++;
          return document.item(value, options);
        },
      };
    },
  };
}
