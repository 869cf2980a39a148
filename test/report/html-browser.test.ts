import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { renderHtml } from '../../src/report/html.ts';
import { HOSTILE } from './assessments/hostile.ts';
import { NO_GO } from './assessments/no-go.ts';

/** Debian's Chromium; no browser is downloaded for this. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-sync',
];

const inBrowser = existsSync(CHROMIUM) ? describe : describe.skip;
if (!existsSync(CHROMIUM)) {
  console.warn(
    `The HTML report is not looked at in a browser: there is no ${CHROMIUM}. Install chromium, or set CHROMIUM.`,
  );
}

inBrowser('the HTML page in Chromium', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdshort-html-'));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a report, and keeps what it asked for and what it complained of. */
  async function open(assessment: typeof NO_GO, options: Parameters<Browser['newPage']>[0] = {}) {
    const file = join(folder, `${assessment === NO_GO ? 'no-go' : 'hostile'}.html`);
    await writeFile(file, renderHtml(assessment));
    const page = await browser.newPage(options);
    const requests: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('dialog', () => errors.push('a dialog'));
    const address = pathToFileURL(file).href;
    await page.goto(address);
    return { page, requests, errors, address };
  }

  const shown = (page: Page) => page.locator('article.finding:visible').count();

  test.each([
    ['a no-go', NO_GO],
    ['a hostile cluster', HOSTILE],
  ])('of %s asks for nothing but itself and runs without an error', async (_, assessment) => {
    const { page, requests, errors, address } = await open(assessment);
    expect({ requests, errors }).toEqual({ requests: [address], errors: [] });
    expect(await shown(page)).toBe(assessment.findings.length);
    await page.close();
  });

  test('hides what the filter leaves out', async () => {
    const { page } = await open(NO_GO);
    await page.locator('.filter input[value=caution]').uncheck();
    const cautions = NO_GO.findings.filter(({ severity }) => severity === 'caution').length;
    expect(cautions).toBeGreaterThan(0);
    expect(await shown(page)).toBe(NO_GO.findings.length - cautions);
    await page.close();
  });

  test('says that a command was copied', async () => {
    const { page } = await open(NO_GO);
    const command = await page.locator('pre.command').first().textContent();
    await page.locator('button.copy').first().click();
    await page.locator('button.copy', { hasText: 'Copied' }).waitFor();
    expect(command).not.toBe('');
    await page.close();
  });

  test.each([390, 1100])('is read without scrolling sideways at %i pixels', async (width) => {
    const { page } = await open(NO_GO, { viewport: { width, height: 800 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.close();
  });

  test('is dark where the reader wants it dark', async () => {
    const background = async (colorScheme: 'light' | 'dark') => {
      const { page } = await open(NO_GO, { colorScheme });
      const colour = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      await page.close();
      return colour;
    };
    expect(await background('dark')).not.toBe(await background('light'));
  });
});
