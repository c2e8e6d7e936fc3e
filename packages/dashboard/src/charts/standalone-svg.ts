/** What a picture is called, and what it shows, for who does not see it. */
export interface PictureWords {
  readonly title: string;
  readonly description: string;
}

/**
 * Makes of the SVG that ECharts writes one that can stand in a page without inline styles, beside others, and as a file: styles become
 * attributes, marks for scripts and classes for a pointer go, and it gets a role, a title and a description.
 *
 * In the texts that ECharts writes, `<` and `>` are always escaped. So what looks like a tag is one.
 */
export function standaloneSvg(svg: string, { title, description }: PictureWords): string {
  const words = `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`;
  return svg
    .replace(/<style\b.*?<\/style>/su, '')
    .replace(/<defs\b.*?<\/defs>/su, '')
    .replaceAll(/<[^>]+>/g, plainTag)
    .replace(/^<svg\b[^>]*>/, (tag) => `<svg role="img"${tag.slice('<svg'.length)}${words}`);
}

/** Clips are left out: options let nothing be drawn outside of its place. */
function plainTag(tag: string): string {
  return tag
    .replaceAll(/ (?:ecmeta_\w+|class|clip-path|xmlns:xlink|version|baseProfile)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/, (_, style: string) => attributesOf(style))
    .replace(/ >$/, '>');
}

function attributesOf(style: string): string {
  return style
    .split(';')
    .map((rule) => {
      const at = rule.indexOf(':');
      return at < 0 ? '' : ` ${rule.slice(0, at).trim()}="${rule.slice(at + 1).trim()}"`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
