import type { Cell, DocumentWriter, JsonValue, TableWriter } from '@memex/core';

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
