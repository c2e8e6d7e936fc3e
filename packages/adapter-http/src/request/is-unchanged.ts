/**
 * Whether the client already has what an entity tag stands for: its `If-None-Match` is `*` or lists the tag. Weak tags are equal
 * to strong ones (RFC 9110, section 13.1.2). Unlike Koa's `fresh`, it works for any method.
 */
export function isUnchanged(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.match(/"[^"]*"/g)?.some((one) => one === tag.replace(/^W\//, '')) === true;
}
