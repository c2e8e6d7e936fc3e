import * as library from 'hyparquet-writer';
import * as metadata from 'hyparquet-writer/src/metadata.js';
import { expect, test } from 'vitest';
import { createFooter, type RowGroup } from '../src/export/parquet-footer.js';

const SCHEMA: library.ParquetWriter['schema'] = [
  { name: 'memex', num_children: 2 },
  { name: 'userId', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  { name: 'confidence', repetition_type: 'OPTIONAL', type: 'DOUBLE' },
];

// Around the sizes at which the header of the list grows: 15 and 128 groups.
test.each([0, 1, 14, 15, 16, 127, 128, 300])(
  'the footer of %i row groups is that of the library, which has all of them at once',
  async (count) => {
    const { groups, rows } = await written(count);
    const whole = new library.ByteWriter();
    metadata.writeMetadata(whole, {
      version: 2,
      created_by: 'memex',
      schema: SCHEMA,
      num_rows: rows,
      row_groups: groups,
      metadata_length: 0,
    });
    const pieces = new library.ByteWriter();
    const footer = createFooter({ ...library, ...metadata }, SCHEMA, 'memex');
    for (const group of groups) footer.add(group);
    footer.write(pieces, rows);
    expect(pieces.getBytes()).toEqual(whole.getBytes());
  },
);

/** Groups as the library makes them, each with other statistics. */
async function written(count: number): Promise<{ groups: RowGroup[]; rows: bigint }> {
  const writer = new library.ParquetWriter({ writer: new library.ByteWriter(), schema: SCHEMA });
  for (let group = 0; group < count; group++) {
    const columnData = [
      { name: 'userId', data: [`user-${group}`, null, `müller-${'x'.repeat(group)}`] },
      { name: 'confidence', data: [group / 3, null, 1] },
    ];
    await writer.write({ columnData, rowGroupSize: 3 });
  }
  return { groups: writer.row_groups, rows: writer.num_rows };
}
