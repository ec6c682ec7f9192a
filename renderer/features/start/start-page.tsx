import { useState } from 'react';
import type { Chosen, ScanRequest } from '../../../shared/ipc/contract.ts';
import { choose, openCaseByDialog } from '../../store/choose.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { ScanPage } from '../scan/scan-page.tsx';
import { Limits } from './limits.tsx';
import { Recovered } from './recovered.tsx';
import { type Options, ScanOptions, START_OPTIONS } from './scan-options.tsx';
import './start.css';

function Recent() {
  const recent = useStore((store) => store.info?.recent) ?? [];
  const openCase = useStore((store) => store.openCase);
  return (
    <section className="panel" aria-labelledby="recent">
      <h2 id="recent">Cases</h2>
      <ul className="plain recent">
        {recent.map((chosen) => (
          <li key={chosen.handle}>
            <Button look="quiet" icon="files" onClick={() => void openCase(chosen)}>
              <CodeText text={chosen.label} plain limit={120} />
            </Button>
          </li>
        ))}
      </ul>
      {recent.length === 0 && <p className="muted">None was opened yet on this stick or machine.</p>}
      <Button icon="folder" aria-keyshortcuts="Control+O" onClick={() => void openCaseByDialog()}>
        Open a case file…
      </Button>
    </section>
  );
}

function requestOf(target: ScanRequest['target'], options: Options): ScanRequest {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    target,
    hash: options.hash,
    baseline: options.baseline?.handle ?? null,
    caseData: {
      case: orNull(options.case),
      evidence: orNull(options.evidence),
      examiner: orNull(options.examiner),
      notes: orNull(options.notes),
    },
  };
}

export function StartPage() {
  const phase = useStore((store) => store.scanPhase);
  const info = useStore((store) => store.info);
  const startScan = useStore((store) => store.startScan);
  const [options, setOptions] = useState(START_OPTIONS);
  if (phase !== 'idle') return <ScanPage />;
  const scanFolder = async () => {
    const chosen: Chosen | null = await choose('folder');
    if (chosen !== null) await startScan(requestOf(chosen.handle, options), chosen.label);
  };
  return (
    <div className="page start">
      <div className="start-head">
        <h1>What should be looked at?</h1>
        <p className="muted">
          Services, drivers, daemons and jobs, read only. {info !== null && `${info.rules} rules. `}Nothing
          leaves this machine.
        </p>
      </div>
      <div className="start-main stack">
        <section className="panel target" aria-labelledby="target-folder">
          <h2 id="target-folder">A mounted volume or a folder</h2>
          <p>
            The root of a mounted image, or a folder of collected hives, event logs, units or property lists.
          </p>
          <Button look="primary" icon="folder" onClick={() => void scanFolder()}>
            Choose and scan…
          </Button>
        </section>
        <section className="panel target" aria-labelledby="target-live">
          <h2 id="target-live">This machine</h2>
          <p>What is configured here now, and what runs.</p>
          <Limits />
          <Button icon="machine" onClick={() => void startScan(requestOf('live', options), 'this machine')}>
            Scan this machine
          </Button>
        </section>
        <ScanOptions options={options} onChange={setOptions} />
      </div>
      <div className="start-cases stack">
        <Recovered />
        <Recent />
      </div>
    </div>
  );
}
