import { useEffect, useMemo, useRef, useState } from 'react';
import type { Annotation } from '../../../shared/ipc/contract.ts';
import { useKeys } from '../../app/use-shortcuts.ts';
import { useStore } from '../../store/store.ts';
import { VERDICT_ORDER, type Verdict } from '../../ui/badge.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { Field, TextField } from '../../ui/field.tsx';
import { shortTime } from '../../ui/format.ts';
import { Segments } from '../../ui/segments.tsx';
import { parseTags, VERDICT_KEYS } from './annotate-keys.ts';
import { ReadOnlyJudgement } from './read-only-judgement.tsx';

interface AnnotatePanelProps {
  readonly subject: string;
  readonly annotation: Annotation | null;
}

/** The user's own judgement of a service or setting; kept in the case, never in the evidence. Mount it with the subject as key. */
export function AnnotatePanel(props: AnnotatePanelProps) {
  const readOnly = useStore((store) => store.overview?.access === 'read-only');
  return readOnly ? <ReadOnlyJudgement annotation={props.annotation} /> : <JudgementFields {...props} />;
}

function JudgementFields({ subject, annotation }: AnnotatePanelProps) {
  const annotate = useStore((store) => store.annotate);
  const announce = useStore((store) => store.announce);
  const who = useStore((store) => store.who);
  const setWho = useStore((store) => store.setWho);
  const [tags, setTags] = useState(annotation?.tags.join(', ') ?? '');
  const [note, setNote] = useState(annotation?.note ?? '');
  const verdict = annotation?.verdict ?? 'unreviewed';
  const [open, setOpen] = useState(
    annotation !== null && (annotation.note !== '' || annotation.tags.length > 0),
  );
  const wanted = useRef<string | null>(null);
  const box = useRef<HTMLElement>(null);

  const save = (change: Partial<Pick<Annotation, 'verdict' | 'tags' | 'note'>>) => {
    const before = { verdict, tags: annotation?.tags ?? [], note: annotation?.note ?? '' };
    const after = { ...before, tags: parseTags(tags), note, ...change };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    void annotate(subject, after).then((saved) => {
      if (saved.ok) announce(`Judged ${saved.value.verdict}`);
    });
  };
  const saveNow = useRef(save);
  saveNow.current = save;
  const keys = useMemo(() => {
    const show = (name: string) => () => {
      wanted.current = name;
      setOpen(true);
      box.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
    };
    const judge = Object.entries(VERDICT_KEYS).map(([key, chosen]) => [
      key,
      () => saveNow.current({ verdict: chosen }),
    ]);
    return { ...Object.fromEntries(judge), t: show('tags'), n: show('note') } as Record<string, () => void>;
  }, []);
  useKeys(keys);
  useEffect(() => {
    if (!open || wanted.current === null) return;
    box.current?.querySelector<HTMLElement>(`[name="${wanted.current}"]`)?.focus();
    wanted.current = null;
  }, [open]);

  return (
    <section className="annotate" aria-label="Your judgement" ref={box}>
      <div className="row">
        <Segments<Verdict>
          label="Verdict"
          value={verdict}
          options={VERDICT_ORDER.map((value) => ({ value, text: value }))}
          onChange={(chosen) => save({ verdict: chosen })}
        />
        <button
          type="button"
          className="button button-link"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          tags and note
        </button>
        {annotation !== null && annotation.when !== '' && (
          <span className="muted small">
            {annotation.who !== '' && (
              <>
                <CodeText text={annotation.who} prose plain limit={80} />,{' '}
              </>
            )}
            {shortTime(annotation.when)}
          </span>
        )}
      </div>
      {open && (
        <div className="annotate-fields">
          <Field
            label="Tags"
            name="tags"
            hint="separated by commas"
            value={tags}
            onChange={({ target }) => setTags(target.value)}
            onBlur={() => save({})}
          />
          <Field label="By" name="who" value={who} onChange={({ target }) => setWho(target.value)} />
          <TextField
            label="Note"
            name="note"
            rows={3}
            maxLength={20_000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
            onBlur={() => save({})}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          />
        </div>
      )}
    </section>
  );
}
