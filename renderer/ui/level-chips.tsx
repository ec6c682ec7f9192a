import { LEVELS, type Level } from '../../shared/level.ts';
import { Icon } from './icon.tsx';

interface LevelChipsProps {
  readonly chosen: readonly Level[];
  /** How many there are of each; left out where that is not known. */
  readonly counts?: Partial<Record<Level, number>>;
  readonly onChange: (levels: Level[]) => void;
}

/** Levels to show; none pressed shows all. */
export function LevelChips({ chosen, counts, onChange }: LevelChipsProps) {
  const toggle = (level: Level) =>
    onChange(chosen.includes(level) ? chosen.filter((one) => one !== level) : [...chosen, level]);
  return (
    <fieldset className="chips row" aria-label="Levels to show; none pressed shows all">
      {[...LEVELS].reverse().map((level) => (
        <button
          key={level}
          type="button"
          className="chip"
          aria-pressed={chosen.includes(level)}
          onClick={() => toggle(level)}
        >
          <Icon name={level} className={`ink-${level}`} />
          {level}
          {counts?.[level] !== undefined && <span className="muted">{counts[level]}</span>}
        </button>
      ))}
    </fieldset>
  );
}
