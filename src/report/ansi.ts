/** Colours mark severity and nothing else; without them the text reads the same. */
const CODES = { red: '31', yellow: '33', green: '32', cyan: '36' } as const;
export type Colour = keyof typeof CODES;

/** Writes a text in bold and, where one is given, in a colour. */
export type Paint = (text: string, colour: Colour | undefined) => string;

/** A brush that paints, or that leaves everything as it is. */
export function brush(colours: boolean): Paint {
  if (!colours) return (text) => text;
  return (text, colour) => (colour === undefined ? text : `\x1b[1;${CODES[colour]}m${text}\x1b[0m`);
}
