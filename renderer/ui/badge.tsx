import type { ReactNode } from 'react';
import type { Annotation } from '../../shared/ipc/contract.ts';
import type { Level } from '../../shared/level.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = Level | 'plain' | 'good';

interface BadgeProps {
  readonly tone: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** Icon, word and colour: the colour never stands alone. */
export function Badge({ tone, icon, children }: BadgeProps) {
  return (
    <span className={`badge tone-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

export function LevelBadge({ level, count }: { readonly level: Level; readonly count?: number }) {
  return (
    <Badge tone={level} icon={level}>
      {count === undefined ? level : `${count} ${level}`}
    </Badge>
  );
}

export type Verdict = Annotation['verdict'];

/** How each judgement of the user looks. The order is that of the choice. */
export const VERDICT_LOOK: Readonly<Record<Verdict, { readonly tone: Tone; readonly icon: IconName }>> = {
  unreviewed: { tone: 'plain', icon: 'unknown' },
  benign: { tone: 'good', icon: 'good' },
  suspicious: { tone: 'medium', icon: 'medium' },
  malicious: { tone: 'critical', icon: 'critical' },
};
export const VERDICT_ORDER = Object.keys(VERDICT_LOOK) as Verdict[];

export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  const look = VERDICT_LOOK[verdict];
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {verdict}
    </Badge>
  );
}
