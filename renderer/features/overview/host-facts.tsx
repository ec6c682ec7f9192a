import { useState } from 'react';
import type { Header } from '../../../shared/model/run.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatSize, plural, shortTime } from '../../ui/format.ts';

function hostFacts({ host, run, root, tool }: Header): [string, string | null][] {
  return [
    ['Host', [host.hostName, host.domain].filter(Boolean).join('.') || null],
    [
      'System',
      [host.product, host.version, host.build && `build ${host.build}`].filter(Boolean).join(' ') || null,
    ],
    ['Architecture', host.architecture],
    ['Installed', shortTime(host.installed)],
    ['Last shutdown', shortTime(host.lastShutdown)],
    ['Time zone', host.timeZone],
    ['Control set', host.currentControlSet],
    ['Evidence', run.targetKind === 'live' ? 'this machine, live' : run.target],
    ['Recognised as', root.reason],
    ['Scanned', shortTime(run.startedAt)],
    ['Rules', `${tool.rules}, ATT&CK ${tool.attackVersion}`],
  ];
}

function Inputs({ inputs }: { readonly inputs: Header['host']['inputs'] }) {
  return (
    <ul className="plain inputs">
      {inputs.map((input) => (
        <li key={input.path}>
          <CodeText text={input.path} limit={300} /> <span className="muted">{formatSize(input.size)}</span>
          {input.replay !== null && (
            <span className="muted">
              {' '}
              · logs: <CodeText text={input.replay} prose plain limit={120} />
            </span>
          )}
          {input.sha256 !== null && (
            <div className="row">
              <CodeText text={input.sha256} />
              <CopyButton text={input.sha256} what={`SHA-256 of ${input.role}`} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

export function HostFacts({ header }: { readonly header: Header }) {
  const [inputsOpen, setInputsOpen] = useState(false);
  const { inputs } = header.host;
  return (
    <section className="panel" aria-labelledby="host">
      <div className="panel-head">
        <h2 id="host">Host</h2>
        {inputs.length > 0 && (
          <Button look="link" aria-expanded={inputsOpen} onClick={() => setInputsOpen(!inputsOpen)}>
            {inputsOpen ? 'hide files' : `${plural(inputs.length, 'file')} read`}
          </Button>
        )}
      </div>
      <dl className="facts">
        {hostFacts(header).map(
          ([what, value]) =>
            value && (
              <div key={what} className="fact">
                <dt>{what}</dt>
                <dd>
                  <CodeText text={value} prose limit={300} />
                </dd>
              </div>
            ),
        )}
      </dl>
      {inputsOpen && <Inputs inputs={inputs} />}
    </section>
  );
}
