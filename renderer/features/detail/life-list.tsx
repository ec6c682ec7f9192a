import { useState } from 'react';
import { useStore } from '../../store/store.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { exactTime, shortTime } from '../../ui/format.ts';
import type { IconName } from '../../ui/icon.tsx';
import type { LifeEntry, LifeRun } from './life-line.ts';

const LOOK: Readonly<Record<LifeEntry['action'], { word: string; tone: Tone; icon: IconName }>> = {
  created: { word: 'installed', tone: 'low', icon: 'new' },
  changed: { word: 'changed', tone: 'medium', icon: 'changed' },
  deleted: { word: 'removed', tone: 'high', icon: 'missing' },
  started: { word: 'started', tone: 'plain', icon: 'chevron' },
  stopped: { word: 'stopped', tone: 'plain', icon: 'close' },
  failed: { word: 'failed', tone: 'medium', icon: 'high' },
  other: { word: 'logged', tone: 'plain', icon: 'events' },
  written: { word: 'last write', tone: 'plain', icon: 'save' },
};

function Entry({ entry }: { readonly entry: LifeEntry }) {
  const openRecord = useStore((store) => store.openRecord);
  const look = LOOK[entry.action];
  return (
    <li className="life-entry">
      <span className="life-time code" title={exactTime(entry.time)}>
        {entry.time === null ? 'time not known' : shortTime(entry.time)}
      </span>
      <Badge tone={look.tone} icon={look.icon}>
        {look.word}
      </Badge>
      <div className="life-what">
        {entry.what !== '' && <CodeText text={entry.what} prose />}
        <p className="muted small">
          {entry.actor !== null && (
            <>
              by <CodeText text={entry.actor} plain limit={120} /> ·{' '}
            </>
          )}
          {entry.hasRecord ? (
            <Button look="link" onClick={() => openRecord('events', entry.id)}>
              <CodeText text={entry.source} plain limit={120} />
            </Button>
          ) : (
            <CodeText text={entry.source} plain limit={120} />
          )}
        </p>
      </div>
    </li>
  );
}

function Run({ run }: { readonly run: LifeRun }) {
  const [open, setOpen] = useState(false);
  const first = run.entries[0]?.time ?? null;
  const last = run.entries.at(-1)?.time ?? null;
  return (
    <>
      <li className="life-entry">
        <span className="life-time code">{shortTime(first)}</span>
        <Button look="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          started and stopped, {run.entries.length} records until {shortTime(last)}
        </Button>
      </li>
      {open && run.entries.map((entry) => <Entry key={entry.id} entry={entry} />)}
    </>
  );
}

/** The life of a service as a line of events, the oldest first. */
export function LifeList({ line }: { readonly line: readonly (LifeEntry | LifeRun)[] }) {
  return (
    <ol className="plain life">
      {line.map((one) =>
        one.kind === 'run' ? <Run key={one.id} run={one} /> : <Entry key={one.id} entry={one} />,
      )}
    </ol>
  );
}
