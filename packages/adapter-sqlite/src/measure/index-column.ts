import type { FieldPath } from '@memex/core/ports';
import type { ColumnName } from '../protocol/columns.js';
import { TABLES } from '../schema/tables.js';

/** A column that is filled from an index of the file, for a field of the model. */
export interface IndexColumn {
  readonly name: ColumnName;
  /** For a closed set of texts, the code of each. */
  readonly codes?: ReadonlyMap<string, number> | undefined;
}

export function indexColumnOf(field: FieldPath): IndexColumn | undefined {
  const found = TABLES.messages.fields.find((one) => one.field === field);
  return (
    found && {
      name: { kind: 'codes', column: found.column, isHashed: found.codes === undefined },
      codes: found.codes,
    }
  );
}
