import { CodeText } from '../../ui/code-text.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';

export interface Fact {
  readonly name: string;
  /** As the evidence has it. */
  readonly value: string;
  /** What it means, where that is not the same. */
  readonly decoded?: string;
  /** Offers to copy it: hashes, paths, commands. */
  readonly copy?: boolean;
}

/** Names and values; the raw value beside the decoded one. */
export function FactTable({ facts }: { readonly facts: readonly Fact[] }) {
  if (facts.length === 0) return <p className="muted">Nothing is stated.</p>;
  return (
    <dl className="facts">
      {facts.map(({ name, value, decoded, copy }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one name may stand more than once, and facts never move
        <div className="fact" key={at}>
          <dt>
            <CodeText text={name} prose plain limit={120} />
          </dt>
          <dd>
            <CodeText text={value} />
            {copy === true && <CopyButton text={value} what={name} />}
            {decoded !== undefined && (
              <span className="decoded">
                <CodeText text={decoded} prose limit={300} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
