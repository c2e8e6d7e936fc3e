import type { DocumentWriter, TableWriter } from '@memex/core/reports';
import type { Cell, JsonValue } from '@memex/core/toolkit';

/** A table that keeps its rows. */
export function tableWriter(): TableWriter & { readonly rows: (readonly Cell[])[] } {
  const rows: (readonly Cell[])[] = [];
  return {
    rows,
    row: async (cells) => {
      rows.push([...cells]);
    },
  };
}

/** A document that keeps its items. */
export function documentWriter(): DocumentWriter & { readonly items: JsonValue[] } {
  const items: JsonValue[] = [];
  return {
    items,
    item: async (value) => {
      items.push(value);
    },
  };
}
