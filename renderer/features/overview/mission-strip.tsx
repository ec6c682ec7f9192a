import { COMPONENTS } from '../../../shared/components.ts';
import type { MissionRow } from '../../../shared/model/run.ts';
import { useStore } from '../../store/store.ts';
import { plural, words } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';

const STATUS: Readonly<Record<MissionRow['status'], { icon: IconName; word: string }>> = {
  hit: { icon: 'high', word: 'found' },
  clean: { icon: 'good', word: 'clean' },
  'not-checked': { icon: 'unknown', word: 'not checked' },
};

function Cell({ row }: { readonly row: MissionRow }) {
  const setFindingFilter = useStore((store) => store.setFindingFilter);
  const clearFilter = useStore((store) => store.clearFilter);
  const go = useStore((store) => store.go);
  const status = STATUS[row.status];
  const said = row.status === 'hit' ? `${row.findings} found` : status.word;
  const what = `${row.technique} ${row.techniqueName}: ${said}, ${row.rules} rules`;
  const body = (
    <>
      <span className="cell-id">{row.technique}</span>
      <span className="cell-said">
        <Icon name={status.icon} />
        {row.status === 'hit' ? row.findings : <span className="visually-hidden">{said}</span>}
      </span>
      <span className="cell-name">{row.techniqueName}</span>
    </>
  );
  if (row.status !== 'hit') {
    return (
      <div className={`cell cell-${row.status}`} title={what}>
        {body}
      </div>
    );
  }
  const show = () => {
    clearFilter('findings');
    setFindingFilter({ technique: row.technique, component: row.component });
    go('findings');
  };
  return (
    <button type="button" className="cell cell-hit" title={what} onClick={show}>
      {body}
    </button>
  );
}

interface MissionStripProps {
  readonly mission: readonly MissionRow[];
  readonly notEvaluated: number;
}

/** ATT&CK's data source Service, a row a data component: what was found, what was checked and is clean, what could not be checked. */
export function MissionStrip({ mission, notEvaluated }: MissionStripProps) {
  return (
    <section className="panel mission" aria-labelledby="mission">
      <div className="panel-head">
        <h2 id="mission">Techniques</h2>
        <span className="mission-legend muted small">
          {Object.values(STATUS).map(({ icon, word }) => (
            <span key={word}>
              <Icon name={icon} />
              {word}
            </span>
          ))}
          {notEvaluated > 0 && <span>{plural(notEvaluated, 'rule')} could not run on this evidence</span>}
        </span>
      </div>
      {COMPONENTS.map((component) => (
        <div key={component} className="mission-row">
          <h3>{words(component)}</h3>
          <ul className="plain cells">
            {mission
              .filter((row) => row.component === component)
              .map((row) => (
                <li key={row.technique}>
                  <Cell row={row} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
