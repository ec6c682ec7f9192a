import { LEVELS, type Level } from '../../../shared/level.ts';
import type { Summary } from '../../../shared/model/run.ts';
import { useStore } from '../../store/store.ts';
import { CodeText } from '../../ui/code-text.tsx';
import { Icon } from '../../ui/icon.tsx';

interface VerdictHeadProps {
  readonly summary: Summary;
  readonly incomplete: boolean;
}

/** The most severe level that has findings. */
export function worstLevel(levels: Summary['levels']): Level | null {
  return [...LEVELS].reverse().find((level) => (levels[level] ?? 0) > 0) ?? null;
}

export function VerdictHead({ summary, incomplete }: VerdictHeadProps) {
  const setFilter = useStore((store) => store.setFilter);
  const clearFilter = useStore((store) => store.clearFilter);
  const go = useStore((store) => store.go);
  const show = (level: Level) => {
    clearFilter('findings');
    setFilter('findings', { levels: [level] });
    go('findings');
  };
  const worst = worstLevel(summary.levels);
  return (
    <section className={`verdict verdict-${worst ?? 'good'}`} aria-label="Verdict">
      <div className="verdict-words">
        <h1>
          <CodeText text={summary.verdict} prose plain limit={400} />
        </h1>
        {incomplete && <p>The run did not end: this is what was found until it stopped.</p>}
        {summary.belowMinLevel > 0 && (
          <p>{summary.belowMinLevel} findings below the chosen level are left out.</p>
        )}
      </div>
      <ul className="plain levels">
        {[...LEVELS].reverse().map((level) => {
          const count = summary.levels[level] ?? 0;
          return (
            <li key={level}>
              <button
                type="button"
                className={count > 0 ? `level-tile tone-${level}` : 'level-tile level-none'}
                onClick={() => show(level)}
              >
                <span className="level-count">{count}</span>
                <span className="level-name">
                  <Icon name={level} />
                  {level}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
