import type { Answer, Client } from './client.js';
import { membersOf } from './members.js';

/** Every page of a listing in order, following its cursor to the end. */
export async function* walk(
  client: Client,
  path: string,
  query: Readonly<Record<string, string>>,
): AsyncGenerator<readonly unknown[]> {
  for await (const { items } of walkAnswers(client, path, query)) yield items;
}

/** As `walk`, with the text of each answer. */
export async function* walkAnswers(
  client: Client,
  path: string,
  query: Readonly<Record<string, string>>,
): AsyncGenerator<{ readonly items: readonly unknown[]; readonly text: string }> {
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const answer = await client.send({ path, query: cursor === undefined ? query : { ...query, cursor } });
    if (answer.status !== 200 || !Array.isArray(answer.body))
      throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    yield { items: answer.body, text: answer.text };
    cursor = cursorOf(answer);
  }
}

/** One text field of every item of a listing. */
export async function walkField(
  client: Client,
  path: string,
  query: Readonly<Record<string, string>>,
  field: string,
): Promise<string[]> {
  const values: string[] = [];
  for await (const page of walk(client, path, query))
    values.push(...page.map((item) => textField(item, field)));
  return values;
}

export function textField(item: unknown, field: string): string {
  const value = membersOf(item)[field];
  if (typeof value !== 'string') throw new Error(`no text in ${field}`);
  return value;
}

function cursorOf({ headers }: Answer): string | undefined {
  const cursor = headers['x-next-cursor'];
  return typeof cursor === 'string' ? cursor : undefined;
}
