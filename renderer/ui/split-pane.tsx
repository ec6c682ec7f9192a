import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { readPreference, writePreference } from '../store/preferences.ts';

interface SplitPaneProps {
  /** Remembers the size under this name. */
  readonly name: string;
  readonly label: string;
  readonly start: ReactNode;
  /** null: the first part has all the room. */
  readonly end: ReactNode | null;
  /** Share of the second part in percent. */
  readonly initial?: number;
}

const LEAST = 20;
const MOST = 80;
const clamp = (percent: number) => Math.round(Math.min(MOST, Math.max(LEAST, percent)));

/** Two parts side by side, one above the other where there is little width (layout.css). The bar moves by mouse and by arrow keys. */
export function SplitPane({ name, label, start, end, initial = 45 }: SplitPaneProps) {
  const [percent, setPercent] = useState(() => clamp(Number(readPreference(`split.${name}`)) || initial));
  const box = useRef<HTMLDivElement>(null);
  const resize = (wanted: number) => {
    const next = clamp(wanted);
    setPercent(next);
    writePreference(`split.${name}`, String(next));
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || box.current === null) return;
    const area = box.current.getBoundingClientRect();
    const stacked = event.currentTarget.offsetWidth > event.currentTarget.offsetHeight;
    resize(
      stacked
        ? ((area.bottom - event.clientY) / area.height) * 100
        : ((area.right - event.clientX) / area.width) * 100,
    );
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: 5, ArrowUp: 5, ArrowRight: -5, ArrowDown: -5 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    resize(percent + step);
  };
  // One tree with and without the second part: the first must not be built anew when the second comes or goes.
  const sizes = { '--split': `${percent}%` };
  return (
    <div className="split" ref={box}>
      <div className={end === null ? 'split-grid split-single' : 'split-grid'} style={sizes as object}>
        <div className="split-part">{start}</div>
        {end !== null && (
          // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved; <hr> cannot hold focus
          <div
            role="separator"
            className="split-bar"
            tabIndex={0}
            aria-label={`Size of ${label}`}
            aria-orientation="vertical"
            aria-valuenow={percent}
            aria-valuemin={LEAST}
            aria-valuemax={MOST}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag}
            onKeyDown={keys}
          />
        )}
        {end !== null && <div className="split-part split-end">{end}</div>}
      </div>
    </div>
  );
}
