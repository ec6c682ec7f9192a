import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { exactTime, formatSize, words } from '../../ui/format.ts';

interface FilesTableProps {
  readonly files: readonly BinaryRecord[];
  /** Id of the service whose files these are. */
  readonly service: string;
}

function line(file: BinaryRecord, service: string): string {
  const roles = file.usedBy.filter((use) => use.service === service).map((use) => words(use.role));
  return [
    [...new Set(roles)].join(', '),
    words(file.state),
    file.size !== null && formatSize(file.size),
    file.modified !== null && `modified ${exactTime(file.modified)}`,
    file.owner !== null && `owner ${file.owner}`,
    file.mode !== null && `mode ${file.mode}`,
    file.package !== null && `${file.package.package ?? 'no package'}: ${words(file.package.state)}`,
    file.writableBy !== null && file.writableBy.length > 0 && `writable by ${file.writableBy.join(', ')}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

export function FilesTable({ files, service }: FilesTableProps) {
  const openRecord = useStore((store) => store.openRecord);
  return (
    <ul className="plain chain">
      {files.map((file) => (
        <li key={file.id}>
          <Button look="link" onClick={() => openRecord('files', file.id)}>
            <CodeText text={file.path} plain />
          </Button>
          <p className="muted">
            <CodeText text={line(file, service)} prose />
          </p>
          {(['sha256', 'sha1', 'md5'] as const).map((name) => {
            const hash = file[name];
            return (
              hash !== null && (
                <div key={name} className="muted">
                  {name.toUpperCase()} <CodeText text={hash} />
                  <CopyButton text={hash} what={name.toUpperCase()} />
                </div>
              )
            );
          })}
        </li>
      ))}
    </ul>
  );
}
