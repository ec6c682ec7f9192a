import { useState } from 'react';
import type { Recovered as RecoveredCase } from '../../../shared/ipc/contract.ts';
import { ask } from '../../bridge.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatSize, shortTime } from '../../ui/format.ts';

/** `recovered, incomplete: begun 2026-01-02 03:04:05 UTC, 1.2 MiB` */
export function recoveredLabel({ begun, incomplete, size }: RecoveredCase): string {
  const what = incomplete ? 'recovered, incomplete' : 'recovered, not saved';
  return `${what}: begun ${shortTime(begun)}, ${formatSize(size)}`;
}

/** Cases that were not saved when the program ended or another case was opened. Nothing is shown where there are none. */
export function Recovered() {
  const recovered = useStore((store) => store.info?.recovered) ?? [];
  const openCase = useStore((store) => store.openCase);
  const loadInfo = useStore((store) => store.loadInfo);
  const toast = useStore((store) => store.toast);
  const [leaving, setLeaving] = useState<RecoveredCase | null>(null);
  const forget = async (one: RecoveredCase) => {
    setLeaving(null);
    const forgotten = await ask('app:forget', { handle: one.handle });
    if (!forgotten.ok) toast(forgotten.error.message, 'problem');
    await loadInfo();
  };
  if (recovered.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="recovered">
      <h2 id="recovered">Recovered</h2>
      <p>
        The program ended, or another case took their place, before these were saved. Incomplete: what had
        been read is there, and no rule has judged it.
      </p>
      <ul className="plain recent">
        {recovered.map((one) => {
          const label = recoveredLabel(one);
          return (
            <li key={one.handle} className="recovered">
              <Button look="quiet" icon="files" onClick={() => void openCase({ handle: one.handle, label })}>
                {label}
              </Button>
              <Button
                look="quiet"
                small
                icon="close"
                aria-label={`Delete ${label}…`}
                onClick={() => setLeaving(one)}
              />
            </li>
          );
        })}
      </ul>
      <Dialog title="Delete this case?" open={leaving !== null} onClose={() => setLeaving(null)}>
        <div className="stack">
          <p>{leaving !== null && recoveredLabel(leaving)}</p>
          <p>It was saved nowhere else. Open it and save it to keep it.</p>
          <div className="row">
            <Button look="primary" onClick={() => setLeaving(null)}>
              Keep it
            </Button>
            <Button onClick={() => leaving !== null && void forget(leaving)}>Delete it</Button>
          </div>
        </div>
      </Dialog>
    </section>
  );
}
