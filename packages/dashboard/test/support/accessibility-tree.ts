import type { Page } from 'playwright-core';

/** What a screen reader is told of an element. */
export interface Told {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  /** Further properties, such as `live`, `level` or `modal`. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly children: readonly Told[];
}

/** The tree that Chromium gives screen readers, without what they pass over. */
export async function accessibilityTree(page: Page): Promise<Told> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const told = (id: string): readonly Told[] => {
    const node = byId.get(id);
    const children = (node?.childIds ?? []).flatMap(told);
    if (node === undefined || node.ignored) return children;
    return [
      {
        role: String(node.role?.value ?? ''),
        name: String(node.name?.value ?? ''),
        description: String(node.description?.value ?? ''),
        properties: Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])),
        children,
      },
    ];
  };
  const [root] = told(nodes[0]?.nodeId ?? '');
  if (root === undefined) throw new Error('the page has a tree');
  return root;
}

/** All below an element with a role, and with a name if one is given, in the order in which they are read. */
export function allOf(within: Told, role: string, name?: string | RegExp): readonly Told[] {
  const fits = (one: Told): boolean =>
    one.role === role &&
    (name === undefined || (typeof name === 'string' ? one.name === name : name.test(one.name)));
  return within.children.flatMap((one) => [...(fits(one) ? [one] : []), ...allOf(one, role, name)]);
}

/** The only one. @throws Error if there are none, or several. */
export function oneOf(within: Told, role: string, name?: string | RegExp): Told {
  const [first, ...others] = allOf(within, role, name);
  if (first === undefined || others.length > 0)
    throw new Error(`${others.length + (first === undefined ? 0 : 1)} × ${role} ${String(name ?? '')}`);
  return first;
}

/** What is read of an element, text by text. */
export function textsIn(within: Told): readonly string[] {
  return allOf(within, 'StaticText').map(({ name }) => name.trim());
}
