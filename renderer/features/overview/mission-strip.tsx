import { COMPONENTS } from '../../../shared/components.ts';
import type { Level } from '../../../shared/level.ts';
import type { Component } from '../../../shared/model/finding.ts';
import type { MissionRow } from '../../../shared/model/run.ts';
import { useStore } from '../../store/store.ts';
import { useRequest } from '../../store/use-request.ts';
import { plural, words } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { worstOf } from './worst-of.ts';

const STATUS: Readonly<Record<MissionRow['status'], { icon: IconName; word: string }>> = {
  hit: { icon: 'high', word: 'found' },
  clean: { icon: 'good', word: 'clean' },
  'not-checked': { icon: 'unknown', word: 'not checked' },
};

interface CellProps {
  readonly row: MissionRow;
  /** Of its findings; null for none, or not known yet. */
  readonly worst: Level | null;
}

function Cell({ row, worst }: CellProps) {
  const setFindingFilter = useStore((store) => store.setFindingFilter);
  const clearFilter = useStore((store) => store.clearFilter);
  const go = useStore((store) => store.go);
  const status = STATUS[row.status];
  const levels = worst === null ? '' : `, ${row.findings > 1 ? 'the worst ' : ''}${worst}`;
  const said = row.status === 'hit' ? `${row.findings} found${levels}` : status.word;
  const what = `${row.technique} ${row.techniqueName}: ${said}, ${row.rules} rules`;
  const body = (
    <>
      <span className="cell-id">{row.technique}</span>
      <span className="cell-said">
        <Icon name={worst ?? status.icon} />
        {row.status === 'hit' && <span aria-hidden="true">{row.findings}</span>}
        <span className="visually-hidden">{said}</span>
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
    <button type="button" className={`cell cell-hit tone-${worst ?? 'plain'}`} title={what} onClick={show}>
      {body}
    </button>
  );
}

/** The cells of one component, as hot as the worst finding of each. */
function Cells({ component, rows }: { readonly component: Component; readonly rows: readonly MissionRow[] }) {
  const version = useStore((store) => store.caseVersion);
  const { value } = useRequest(
    'case:groups',
    {
      table: 'findings',
      filter: `+component:${component}`,
      levels: [],
      hideKnownGood: false,
      sort: [{ column: 'techniques', descending: false }],
    },
    version,
  );
  const groups = value?.groups ?? [];
  return (
    <ul className="plain cells">
      {rows.map((row) => (
        <li key={row.technique}>
          <Cell row={row} worst={row.status === 'hit' ? worstOf(groups, row.technique) : null} />
        </li>
      ))}
    </ul>
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
          <Cells component={component} rows={mission.filter((row) => row.component === component)} />
        </div>
      ))}
    </section>
  );
}
