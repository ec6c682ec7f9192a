import { visibleText } from '../../../shared/text.ts';
import { useStore } from '../../store/store.ts';
import { Badge } from '../../ui/badge.tsx';

/** What a scan of this machine will not be able to read, said before it is started. */
export function Limits() {
  const info = useStore((store) => store.info);
  if (info === null) return null;
  if (info.limits.length === 0) {
    return (
      <Badge tone="good" icon="good">
        {info.elevated ? 'Runs with full rights' : 'Nothing is known to be unreadable'}
      </Badge>
    );
  }
  return (
    <div className="limits">
      <Badge tone="medium" icon="medium">
        {info.elevated ? 'Some things cannot be read' : 'Without elevation some things cannot be read'}
      </Badge>
      <ul className="bullets">
        {info.limits.map((limit) => (
          <li key={limit}>{visibleText(limit)}</li>
        ))}
      </ul>
    </div>
  );
}
