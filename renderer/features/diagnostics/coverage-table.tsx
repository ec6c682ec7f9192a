import type { Coverage } from '../../../shared/model/coverage.ts';
import { Badge } from '../../ui/badge.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { countsText, plural, sourceTitle, withShortTimes } from '../../ui/format.ts';
import { OUTCOMES, sortCoverage } from './sort-coverage.ts';

function Rows({ sources }: { readonly sources: readonly Coverage[] }) {
  return (
    <table className="table coverage-table">
      <thead>
        <tr>
          <th>Source</th>
          <th>Outcome</th>
          <th>Read</th>
          <th>Note</th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={source.source}>
            <td>
              <CodeText text={sourceTitle(source.source)} prose plain limit={120} />
            </td>
            <td>
              <Badge tone={OUTCOMES[source.outcome].tone} icon={OUTCOMES[source.outcome].icon}>
                {OUTCOMES[source.outcome].text}
              </Badge>
            </td>
            <td>{countsText(source.counts) || '–'}</td>
            <td>
              {source.reason === null ? (
                '–'
              ) : (
                <CodeText text={withShortTimes(source.reason)} prose limit={300} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Each source and what became of it. Sources of other systems are counted, and shown when asked for. */
export function CoverageTable({ coverage }: { readonly coverage: readonly Coverage[] }) {
  const sorted = sortCoverage(coverage);
  const others = sorted.filter(({ outcome }) => outcome === 'notApplicable');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className="coverage-scroll" tabIndex={0} aria-label="Coverage of each source">
      <Rows sources={sorted.filter(({ outcome }) => outcome !== 'notApplicable')} />
      {others.length > 0 && (
        <details className="coverage-others">
          <summary>{plural(others.length, 'source')} of other systems and layouts</summary>
          <Rows sources={others} />
        </details>
      )}
    </section>
  );
}
