import type { Payload } from '../../../shared/model/service-record.ts';
import { Badge } from '../../ui/badge.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { words } from '../../ui/format.ts';

function StateBadge({ state }: { readonly state: Payload['state'] }) {
  if (state === 'found') return null;
  return state === 'missing' ? (
    <Badge tone="medium" icon="missing">
      missing file
    </Badge>
  ) : (
    <Badge tone="plain" icon="unknown">
      {words(state)}
    </Badge>
  );
}

/** What would run or be loaded because of the service, in the order in which it names it. */
export function PayloadChain({ payloads }: { readonly payloads: readonly Payload[] }) {
  return (
    <ol className="plain chain">
      {payloads.map((payload, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same program may stand twice, and payloads never move
        <li key={at}>
          <div className="row">
            <strong>{words(payload.role)}</strong>
            <span className="muted small">
              from <CodeText text={payload.from} plain limit={120} />
            </span>
            <StateBadge state={payload.state} />
          </div>
          <CodeText text={payload.path === '' ? payload.raw : payload.path} />
          <CopyButton text={payload.path === '' ? payload.raw : payload.path} what={words(payload.role)} />
          {payload.arguments !== '' && (
            <div className="muted">
              with <CodeText text={payload.arguments} />
            </div>
          )}
          {payload.raw !== payload.path && payload.path !== '' && payload.arguments === '' && (
            <div className="muted">
              written <CodeText text={payload.raw} />
            </div>
          )}
          {payload.sha256 !== null && (
            <div className="muted">
              SHA-256 <CodeText text={payload.sha256} />
              <CopyButton text={payload.sha256} what="SHA-256" />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
