import { membersOf } from '../../src/members.js';

/** A JSON Schema, or another object of an OpenAPI document, with its references followed. */
export type Schema = Readonly<Record<string, unknown>>;

/** Follows the references of one document. */
export class Document {
  constructor(private readonly root: unknown) {}

  resolve(value: unknown): Schema {
    const schema = membersOf(value);
    const { $ref } = schema;
    if (typeof $ref !== 'string') return schema;
    const keys = $ref.slice('#/'.length).split('/');
    return this.resolve(keys.reduce((part: unknown, key) => membersOf(part)[key], this.root));
  }

  resolveAll(values: unknown): readonly Schema[] {
    return Array.isArray(values) ? values.map((value) => this.resolve(value)) : [];
  }
}
