import type { Source } from '../assessment/finding.ts';
import { link, prose } from './markdown-text.ts';

/** A source in a Markdown list, called by its address, so that a reader sees before the click whose word it is. */
export function sourceItem({ type, url, note }: Source): string {
  // Whatever is no plain address is shown as code by link(), and must not be its own name as well.
  const [, label] = /^https?:\/\/(?:www\.)?(?:github\.com\/)?([\w./#-]+)$/.exec(url) ?? [];
  const named = label === undefined ? prose(type) : label.replaceAll('_', '\\_');
  return `- ${link(named, url)}${note === undefined ? '' : `: ${prose(note)}`}`;
}
