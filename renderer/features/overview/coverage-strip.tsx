import type { Coverage } from '../../../shared/model/coverage.ts';
import { useStore } from '../../store/store.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { countsText, sourceTitle, withShortTimes } from '../../ui/format.ts';
import type { IconName } from '../../ui/icon.tsx';

const LOOK: Readonly<Record<Coverage['outcome'], { tone: Tone; icon: IconName; word: string }>> = {
  failed: { tone: 'high', icon: 'high', word: 'failed' },
  notPresent: { tone: 'medium', icon: 'missing', word: 'not present' },
  collected: { tone: 'good', icon: 'good', word: 'collected' },
  notApplicable: { tone: 'plain', icon: 'low', word: 'not of this system' },
};
const ORDER = Object.keys(LOOK) as Coverage['outcome'][];

/** "No findings" is only claimed for what was collected, so this stands beside the verdict. */
export function CoverageStrip({ coverage }: { readonly coverage: readonly Coverage[] }) {
  const go = useStore((store) => store.go);
  const shown = ORDER.slice(0, 3).flatMap((outcome) => coverage.filter((one) => one.outcome === outcome));
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
            <Badge tone={LOOK[source.outcome].tone} icon={LOOK[source.outcome].icon}>
              {LOOK[source.outcome].word}
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
      {others > 0 && (
        <p className="muted small">
          {others} {LOOK.notApplicable.word}
        </p>
      )}
    </section>
  );
}
