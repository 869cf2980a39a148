import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { FORMAT_NAMES } from '../../src/report/format-names.ts';
import { readMarkdown } from '../report/markdown-structure.ts';
import { elementsOf, readHtml } from '../report/read-html.ts';
import { readXml } from '../report/read-xml.ts';
import { sarifProblems } from '../report/sarif-problems.ts';
import { startRecordedServer } from '../support/recorded-server.ts';
import { runCli } from '../support/run-cli.ts';

describe.each(['talos-single-1.32', 'kubeadm-ha-1.33'] as const)(
  'every format of %s in one run',
  (recording) => {
    const reports = new Map<string, string>();
    let assessment: Assessment;

    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'holdshort-'));
      const files = FORMAT_NAMES.map((format) => [format, join(folder, format)] as const);
      const server = await startRecordedServer(recording);
      const outputs = files.flatMap(([format, file]) => ['-o', `${format}=${file}`]);
      const ran = await runCli(['check', '--kubeconfig', server.kubeconfig, '--to', '1.34', ...outputs]);
      await server.close();
      expect([ran.stdout, ran.stderr]).toEqual(['', '']);
      for (const [format, file] of files) reports.set(format, readFileSync(file, 'utf8'));
      assessment = JSON.parse(reports.get('json') ?? '');
      expect(ran.code).toBe(assessment.exitCode);
    });
    const report = (format: (typeof FORMAT_NAMES)[number]) => reports.get(format) ?? '';

    test('names the verdict in each', () => {
      for (const [format, text] of reports)
        expect([format, text.includes(assessment.verdict)]).toEqual([format, true]);
    });

    test('is well formed in each', () => {
      expect(sarifProblems(JSON.parse(report('sarif')))).toEqual([]);
      expect(readXml(report('junit')).name).toBe('testsuites');
      expect(readMarkdown(report('markdown')).isClosed).toBe(true);
      expect(loadAll(report('policy-report'))).toHaveLength(1);
      expect(report('prometheus')).toMatch(/^(?:(?:# (?:HELP|TYPE) .*|[a-z_]+\{.*\} \d+)\n)+$/);
      const articles = elementsOf(readHtml(report('html'))).filter(({ name }) => name === 'article');
      expect(articles).toHaveLength(assessment.findings.length);
    });
  },
);
