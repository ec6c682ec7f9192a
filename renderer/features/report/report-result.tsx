import { useEffect, useRef } from 'react';
import type { AnswerOf } from '../../../shared/ipc/contract.ts';
import { CodeText } from '../../ui/code-text.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { plural } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';

/** What was written, and how a command line would write the same. */
export function ReportResult({ result }: { readonly result: AnswerOf<'report:export'> }) {
  const section = useRef<HTMLElement>(null);
  // Below the button, so below the edge of most windows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each report that was written
  useEffect(() => section.current?.scrollIntoView({ block: 'nearest' }), [result]);
  return (
    <section ref={section} className="report-group report-result" aria-label="Result">
      <h2 className="ink-good">
        <Icon name="good" /> {plural(result.files.length, 'file')} written
      </h2>
      <p>
        <CodeText text={result.folder} /> <CopyButton text={result.folder} what="the folder" />
      </p>
      <ul className="plain report-files">
        {result.files.map((file) => (
          <li key={file}>
            <CodeText text={file} />
          </li>
        ))}
      </ul>
      {result.commandLine === null ? (
        <p className="muted small">
          A command line can write the same once the case is saved; a PDF only the window prints.
        </p>
      ) : (
        <CommandLine text={result.commandLine} pdf={result.files.includes('report.pdf')} />
      )}
    </section>
  );
}

function CommandLine({ text, pdf }: { readonly text: string; readonly pdf: boolean }) {
  return (
    <>
      <h3>The same by command line</h3>
      <p>
        <CodeText text={text} /> <CopyButton text={text} what="the command line" />
      </p>
      {pdf && <p className="muted small">Without the PDF, which only the window prints.</p>}
    </>
  );
}
