/** Returns whether the JSON of a record has an id as a text somewhere. */
export function namesId(id: string): (record: { readonly json: string }) => boolean {
  const text = JSON.stringify(id);
  return ({ json }) => json.includes(text);
}
