/** Reads the XML that the tests meet: elements, double-quoted attributes, text, and only the five entities. Anything else throws. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const FORBIDDEN = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const TOKEN = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<>]*")*)(\/?)>|([^<>]+)/gy;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

export function readXml(text: string): XmlElement {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!text.startsWith(declaration)) throw new Error('no XML declaration');
  if (FORBIDDEN.test(text)) throw new Error('a character that XML 1.0 forbids');
  const body = text.slice(declaration.length);
  const root = { name: '', attributes: {}, children: [] as XmlElement[], text: '' };
  const open: (typeof root)[] = [root];
  let at = 0;
  for (const [token, closing, name = '', attributes = '', empty, content] of body.matchAll(TOKEN)) {
    at += token.length;
    const top = open.at(-1) as typeof root;
    if (content !== undefined) top.text += unescaped(content);
    else if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`);
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
      top.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  if (at !== body.length) throw new Error(`not XML: ${body.slice(at, at + 60)}`);
  if (open.length !== 1 || root.children.length !== 1) throw new Error('not one element');
  return root.children[0] as XmlElement;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );
}

function unescaped(text: string): string {
  return text.replace(/&([^;]{0,6};?)/g, (_, name: string) => {
    const character = ENTITIES[name.replace(/;$/, '')];
    if (character === undefined || !name.endsWith(';')) throw new Error(`&${name} is no entity`);
    return character;
  });
}
