import type { Coverage } from '../../../shared/model/coverage.ts';
import { useStore } from '../../store/store.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { countsText, sourceTitle, withShortTimes } from '../../ui/format.ts';
import { OUTCOMES } from '../diagnostics/sort-coverage.ts';

/** What stands in the strip; the rest is counted. */
const SHOWN: readonly Coverage['outcome'][] = ['failed', 'notPresent', 'collected'];

/** "No findings" is only claimed for what was collected, so this stands beside the verdict. */
export function CoverageStrip({ coverage }: { readonly coverage: readonly Coverage[] }) {
  const go = useStore((store) => store.go);
  const shown = SHOWN.flatMap((outcome) => coverage.filter((one) => one.outcome === outcome));
  const others = coverage.length - shown.length;
  return (
    <section className="panel" aria-labelledby="coverage">
      <div className="panel-head">
        <h2 id="coverage">Coverage</h2>
        <Button look="link" onClick={() => go('diagnostics')}>
          all sources and diagnostics
        </Button>
      </div>
      <ul className="plain coverage">
        {shown.map((source) => (
          <li key={source.source}>
            <Badge tone={OUTCOMES[source.outcome].tone} icon={OUTCOMES[source.outcome].icon}>
              {OUTCOMES[source.outcome].text}
            </Badge>
            <div>
              <CodeText text={sourceTitle(source.source)} prose plain limit={120} />{' '}
              <span className="muted small">
                <CodeText text={countsText(source.counts, 4)} prose limit={160} />
              </span>
              {source.reason !== null && (
                <p className="muted small">
                  <CodeText text={withShortTimes(source.reason)} prose limit={240} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {others > 0 && <p className="muted small">{others} not of this system</p>}
    </section>
  );
}
