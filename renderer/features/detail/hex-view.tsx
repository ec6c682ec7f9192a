import { useMemo, useRef, useState } from 'react';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { formatCount } from '../../ui/format.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { hexDump, hexLines, PER_LINE } from './hex-lines.ts';

/** Sixteen bytes with offset and characters need that much width; else a line has eight. */
const SIXTEEN_REM = 37;
/** 512 bytes; more is asked for. */
const SHOWN_LINES = 32;

interface HexViewProps {
  /** Names it to who cannot see it. */
  readonly label: string;
  readonly hex: string;
  /** Bytes of the whole value, of which `hex` may be the beginning. */
  readonly size: number;
}

/** Offset, bytes and characters, line by line, and all of it to be copied. */
export function HexView({ label, hex, size }: HexViewProps) {
  const [all, setAll] = useState(false);
  const toast = useStore((store) => store.toast);
  const box = useRef<HTMLElement>(null);
  const narrow = useNarrow(box, SIXTEEN_REM);
  const lines = useMemo(() => hexLines(hex, narrow ? PER_LINE / 2 : PER_LINE), [hex, narrow]);
  const kept = Math.floor(hex.length / 2);
  const shown = all ? lines : lines.slice(0, SHOWN_LINES);
  const copyDump = () =>
    copyText(hexDump(hexLines(hex)))
      ? toast(`Copied ${label}.`)
      : toast(`${label} could not be copied.`, 'problem');
  return (
    <div className="hex">
      <div className="row small muted">
        <span>
          {formatCount(size)} {size === 1 ? 'byte' : 'bytes'}
          {kept < size && `, the first ${formatCount(kept)} are kept`}
        </span>
        <CopyButton text={hex} what={`${label} as hex digits`} />
        <Button look="link" onClick={copyDump}>
          copy as dump
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section ref={box} className="hex-scroll" tabIndex={0} aria-label={`Bytes of ${label}`}>
        <table className="hex-table">
          <thead>
            <tr>
              <th scope="col">Offset</th>
              <th scope="col">Hex</th>
              <th scope="col">ASCII</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={line.offset}>
                <th scope="row">{line.offset}</th>
                <td>{line.hex}</td>
                <td>{line.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown.length < lines.length && (
        <Button look="link" onClick={() => setAll(true)}>
          all {formatCount(kept)} bytes
        </Button>
      )}
    </div>
  );
}
