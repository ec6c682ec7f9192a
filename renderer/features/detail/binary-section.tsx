import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { BinaryValue } from '../../../shared/model/windows-detail.ts';
import { CodeText } from '../../ui/code-text.tsx';
import { failureActionsText, triggerOf, triggerText } from './decoded-values.ts';
import { HexView } from './hex-view.tsx';
import { Section } from './section.tsx';

interface BinarySectionProps {
  readonly service: ServiceRecord;
  readonly closed: boolean;
}

type Windows = NonNullable<ServiceRecord['windows']>;

/** What was decoded of a value, to stand beside its bytes. */
function meaningOf({ name, hex }: BinaryValue, windows: Windows): string | null {
  if (name === 'FailureActions') return windows.failureActions && failureActionsText(windows.failureActions);
  if (name === 'Security\\Security') return windows.security;
  if (!name.startsWith('TriggerInfo\\')) return null;
  const trigger = triggerOf(hex, windows.triggers);
  return trigger === null ? 'Data of a trigger: see Triggers above.' : triggerText(trigger);
}

/** Binary values as bytes, each with what it was decoded to: who doubts the decoder can look. */
export function BinarySection({ service, closed }: BinarySectionProps) {
  const { windows } = service;
  const values = windows?.binaryValues ?? [];
  if (windows === undefined || values.length === 0) return null;
  return (
    <Section title="Binary values" count={values.length} closed={closed}>
      <ul className="plain chain">
        {values.map((value, at) => {
          const meaning = meaningOf(value, windows);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a forged hive may have a name twice, and values never move
            <li key={at}>
              <h3>
                <CodeText text={value.name} limit={200} />
              </h3>
              <p className="muted">
                {meaning === null ? 'Not decoded.' : <CodeText text={meaning} prose limit={400} />}
              </p>
              <HexView label={value.name} hex={value.hex} size={value.size} />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
