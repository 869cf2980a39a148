/** Reads the HTML that this project writes: lower-case tags, double-quoted attributes, five entities. Anything else throws. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly HtmlElement[];
  /** Text of the element itself, without that of its children. */
  readonly text: string;
}

const VOID = ['meta', 'br', 'input'];
/** Text up to the end tag, which nothing inside may look like. */
const RAW = /<(style|script)>([\s\S]*?)<\/\1>/y;
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>/y;
const TEXT = /[^<>]+/y;
const ENTITY = /&(?:amp|lt|gt|quot|#39);/g;

export function readHtml(page: string): HtmlElement {
  const doctype = '<!DOCTYPE html>\n';
  if (!page.startsWith(doctype)) throw new Error('no doctype');
  const root = { name: '', attributes: {}, children: [] as HtmlElement[], text: '' };
  const open: (typeof root)[] = [root];
  const take = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(page);
  };
  for (let at = doctype.length; at < page.length; ) {
    const top = open.at(-1) as typeof root;
    const raw = take(RAW, at);
    const tag = raw === null ? take(TAG, at) : null;
    const text = raw === null && tag === null ? take(TEXT, at) : null;
    if (raw !== null) {
      top.children.push({ name: raw[1] ?? '', attributes: {}, children: [], text: raw[2] ?? '' });
    } else if (tag !== null) {
      const [, closing, name = '', attributes = ''] = tag;
      const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
      if (closing === '/') {
        if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`);
      } else {
        top.children.push(element);
        if (!VOID.includes(name)) open.push(element);
      }
    } else if (text !== null) {
      if (text[0].replace(ENTITY, '').includes('&')) throw new Error(`a bare ampersand: ${text[0]}`);
      top.text += unescaped(text[0]);
    } else throw new Error(`not HTML: ${page.slice(at, at + 80)}`);
    at += (raw ?? tag ?? text)?.[0].length ?? 0;
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return root;
}

/** Every element in the order of the page. */
export function elementsOf(element: HtmlElement): readonly HtmlElement[] {
  return element.children.flatMap((child) => [child, ...elementsOf(child)]);
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => {
      if (value.replace(ENTITY, '').includes('&')) throw new Error(`a bare ampersand: ${value}`);
      return [name, unescaped(value)];
    }),
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
