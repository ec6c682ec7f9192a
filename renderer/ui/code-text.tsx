import { useState } from 'react';
import { visibleParts } from '../../shared/visible-parts.ts';
import { Button } from './button.tsx';

interface CodeTextProps {
  readonly text: string;
  /** Characters shown before the rest is offered. */
  readonly limit?: number;
  /** Keeps line breaks and tabs as they are instead of marking them. */
  readonly block?: boolean;
  /** A sentence with values in it, not a value: in the window's own type. */
  readonly prose?: boolean;
  /** In a list or a grid: cut without an offer. */
  readonly plain?: boolean;
}

/** Text from evidence. What cannot be seen is marked, nothing of it is markup, and its length cannot hurt. */
export function CodeText({ text, limit = 600, block = false, prose = false, plain = false }: CodeTextProps) {
  const [whole, setWhole] = useState(false);
  const cut = !whole && text.length > limit;
  const shown = cut ? text.slice(0, limit) : text;
  const body = (
    <bdi className={prose ? 'prose' : 'code'} dir="ltr">
      {visibleParts(shown, block).map((part, at) =>
        part.hidden ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name and never move
          <span key={at} className="hidden-mark">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
      {cut && '…'}
    </bdi>
  );
  const more = cut && !plain && (
    <Button look="link" small onClick={() => setWhole(true)}>
      show all {text.length} characters
    </Button>
  );
  if (!block) {
    return (
      <>
        {body} {more}
      </>
    );
  }
  return (
    <>
      <pre className="code-block">{body}</pre>
      {more}
    </>
  );
}
