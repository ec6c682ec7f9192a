import type { Finding } from '../../../shared/model/finding.ts';
import { useStore } from '../../store/store.ts';
import { LevelBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { withShortTimes } from '../../ui/format.ts';
import { Section } from './section.tsx';

interface OtherFindingsProps {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export function OtherFindings({ title, findings }: OtherFindingsProps) {
  const openRecord = useStore((store) => store.openRecord);
  if (findings.length === 0) return null;
  return (
    <Section title={title} count={findings.length}>
      <ul className="plain stack-small">
        {findings.map((finding) => (
          <li key={finding.id} className="other-finding">
            <LevelBadge level={finding.level} />
            <div>
              <Button look="link" onClick={() => openRecord('findings', finding.id)}>
                <CodeText text={finding.title} prose plain limit={200} />
              </Button>
              <p className="muted">
                <CodeText text={withShortTimes(finding.why)} prose limit={240} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
