import { describe, expect, test } from 'vitest';
import { htmlPieces } from '../../main/export/formats/html.ts';
import { evidence, html } from '../../main/export/html/markup.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { visibleText } from '../../shared/text.ts';
import { readHtml } from '../support/read-html.ts';
import { sampleFinding, sampleResult, sampleService, sampleSummary } from '../support/sample-result.ts';
import { HOSTILE_TEXTS, hostileResult } from '../support/sample-result-hostile.ts';
import { hostileJudgements, judgedResult } from './judged-results.ts';

const render = (result: TriageResult) => [...htmlPieces(result)].join('');

/** Every element that the report itself uses; anything else came from the evidence. */
const ELEMENTS = new Set(
  'html head meta title style body a br div nav ul li span main header p h1 h2 h3 h4 h5 b i section dl dt dd table caption thead tbody tr th td article details summary time figure figcaption svg desc g text path rect'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'lang charset http-equiv content name class href id aria-label aria-labelledby aria-hidden scope title datetime viewBox role d x y width height'.split(
    ' ',
  ),
);

describe.each([
  ['plain', sampleResult()],
  ['hostile', hostileResult()],
  ['empty', emptyResult()],
  ['judged', judgedResult()],
  ['judged by a hostile hand', hostileJudgements()],
])('%s result', (_, result) => {
  const source = render(result);
  const document = readHtml(source);

  test('is well formed: every element is closed by its own tag', () => {
    expect(document.problems).toEqual([]);
  });

  test('has only our elements and attributes, none that runs or loads', () => {
    for (const { name, attributes } of document.elements) {
      expect(ELEMENTS).toContain(name);
      for (const [attribute, value] of attributes) {
        expect(ATTRIBUTES).toContain(attribute);
        if (attribute === 'href') expect(value).toMatch(/^#[a-z]+(-[a-z0-9]+)*$/);
      }
    }
    expect(source).not.toMatch(/<script|<img|<iframe|<base|<link|@import|url\(/i);
  });

  test('forbids everything else itself', () => {
    expect(source).toContain(
      `http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;`,
    );
    expect(source.indexOf('Content-Security-Policy')).toBeLessThan(source.indexOf('<title>'));
  });

  test('links lead to something, and every id is there once', () => {
    const ids = document.elements.flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = document.elements.flatMap(({ attributes }) => attributes.get('href')?.slice(1) ?? []);
    for (const target of new Set(targets)) expect(ids).toContain(target);
    for (const { attributes } of document.elements) {
      for (const id of attributes.get('aria-labelledby')?.split(' ') ?? []) expect(ids).toContain(id);
    }
  });

  test('shows nothing that cannot be seen', () => {
    expect(source.replaceAll('\n', '')).toBe(visibleText(source.replaceAll('\n', '')));
  });

  test('has landmarks, one h1, no skipped heading level, captions and scopes', () => {
    const names = document.elements.map(({ name }) => name);
    expect(names.filter((name) => name === 'h1')).toHaveLength(1);
    expect(names).toEqual(expect.arrayContaining(['main', 'nav', 'header']));
    expect(names.filter((name) => name === 'caption').length).toBe(
      names.filter((name) => name === 'table').length,
    );
    const levels = names.filter((name) => /^h[1-5]$/.test(name)).map((name) => Number(name[1]));
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
    for (const { name, attributes } of document.elements) {
      if (name === 'th') expect(attributes.get('scope')).toMatch(/^(col|row)$/);
    }
  });
});

describe('hostile text', () => {
  const text = readHtml(render(hostileResult())).text;

  test.each(
    Object.entries(HOSTILE_TEXTS).filter(([name]) => name !== 'long'),
  )('%s reads as it was written', (_, hostile) => {
    expect(text).toContain(visibleText(hostile));
  });

  test('what was made visible is marked as such', () => {
    expect(evidence('a\u202Eb').source).toBe('a<i class="ctl">\\u{202E}</i>b');
    expect(evidence('\\u{202E}').source).toBe('\\u{202E}');
  });

  test('a template escapes strings, not markup', () => {
    expect(html`<a title="${'"><svg>'}">${['<b>', html`<i>${'&'}</i>`]}</a>`.source).toBe(
      '<a title="&quot;&gt;&lt;svg&gt;">&lt;b&gt;<i>&amp;</i></a>',
    );
  });

  test('the report stays small enough to open, however long the values are', () => {
    const long = 'A'.repeat(32_767);
    const services = Array.from({ length: 100 }, (_, index) => sampleService(`s${index}`, { command: long }));
    expect(render(sampleResult({ services })).length).toBeLessThan(1_200_000);
  });
});

describe('reading order', () => {
  const { text } = readHtml(render(sampleResult()));

  test('verdict, gaps, what is wrong, facts, coverage, proof, the rest', () => {
    const marks = [
      '1 high finding on 2 services of DESKTOP-X.',
      'Not looked at, or not in full',
      'What is wrong',
      'Case, host and examination',
      'No findings” holds only',
      'What matched',
      'Technique coverage',
      'Service changes over time',
      '2 services, the worst first',
      'Events and history',
      'checksum of the base block does not match',
      'Rules not evaluated',
      'Method and limits',
    ];
    const body = text.slice(text.indexOf('Daemonscope service triage report'));
    const positions = marks.map((mark) => body.indexOf(mark));
    expect(positions).not.toContain(-1);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  test('a finding has its level, reason, proof, advice and origin', () => {
    for (const part of [
      'high',
      'Service image in a folder that every user can write',
      'ImagePath of Updater is C:\\Users\\Public\\updater.exe -svc',
      'HKLM\\SYSTEM\\ControlSet001\\Services\\Updater',
      '0x001A2B30',
      '2018-03-27 09:38:47.5741960 UTC',
      'T1543.003 Create or Modify System Process: Windows Service',
      'confidence high',
      'Collect the file and its neighbours',
      'Portable programs',
      'image_in_public',
      'Apache-2.0',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('no findings is not the same as nothing to find', () => {
    const result = sampleResult({ findings: [] });
    expect(readHtml(render(result)).text).toContain('No rule matched in what was collected.');
  });

  test('advice that repeats is a link below high, and stands in full at high', () => {
    const services = ['a', 'b'].map((name) => sampleService(name));
    const count = (level: 'medium' | 'high') =>
      render(
        sampleResult({ services, findings: services.map((one) => sampleFinding(one, { level })) }),
      ).split('Collect the file').length - 1;
    expect([count('medium'), count('high')]).toEqual([1, 2]);
  });
});

function emptyResult(): TriageResult {
  return sampleResult({
    services: [],
    events: [],
    binaries: [],
    findings: [],
    diagnostics: [],
    coverage: [],
    summary: sampleSummary({ mission: [], notEvaluated: [], verdict: 'Nothing was collected.' }),
  });
}

test('a source that was collected in part is named among the gaps', () => {
  const { text } = readHtml(
    render(
      sampleResult({
        coverage: [
          {
            type: 'coverage',
            source: 'windows-settings',
            outcome: 'collected',
            counts: {},
            reason: 'no SOFTWARE hive',
          },
        ],
      }),
    ),
  );
  const gap = text.indexOf('windows-settings in part: no SOFTWARE hive');
  expect(gap).toBeGreaterThan(0);
  expect(gap).toBeLessThan(text.indexOf('What is wrong'));
});

test('a correlation that stopped at a limit is called incomplete, not unable to run', () => {
  const what = 'many_stops: Only the first 5 matches were correlated.';
  const partly = {
    severity: 'warning',
    code: 'correlation-incomplete',
    source: 'rules',
    offset: null,
  } as const;
  const { text } = readHtml(
    render(
      sampleResult({
        diagnostics: [{ type: 'diagnostic', ...partly, path: '', what }],
        summary: sampleSummary({ notEvaluated: [] }),
      }),
    ),
  );
  expect(text).toContain('1 correlation incomplete');
  expect(text).not.toContain('could not run');
});
