import type { Provenance } from '../../../shared/model/provenance.ts';
import { CodeText } from '../../ui/code-text.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { exactTime } from '../../ui/format.ts';
import { locatorFacts } from './locator-facts.ts';

/** Every piece of evidence, down to the cell, the line or the record. */
export function EvidenceTable({ evidence }: { readonly evidence: readonly Provenance[] }) {
  return (
    <ul className="plain evidence">
      {evidence.map((piece, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of evidence have no name and never move
        <li key={at}>
          <dl className="facts">
            <div className="fact">
              <dt>File</dt>
              <dd>
                <CodeText text={piece.path} />
                <CopyButton text={piece.path} what="path" />
              </dd>
            </div>
            {locatorFacts(piece.locator).map(({ name, value, copy }) => (
              <div className="fact" key={name}>
                <dt>{name}</dt>
                <dd>
                  <CodeText text={value} />
                  {copy && <CopyButton text={value} what={name.toLowerCase()} />}
                </dd>
              </div>
            ))}
            {piece.time !== null && (
              <div className="fact">
                <dt>Time</dt>
                <dd className="code">{exactTime(piece.time)}</dd>
              </div>
            )}
          </dl>
        </li>
      ))}
    </ul>
  );
}
