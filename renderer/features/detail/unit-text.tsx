import { Fragment } from 'react';
import type { SystemdDetail } from '../../../shared/model/systemd-detail.ts';
import { CodeText } from '../../ui/code-text.tsx';
import { unitLines } from './unit-lines.ts';

/** The effective unit, each line with the file and line it comes from. */
export function UnitText({ unit }: { readonly unit: SystemdDetail }) {
  const lines = unitLines(unit);
  if (lines.length === 0) return <p className="muted">systemd would not load this unit.</p>;
  return (
    <div className="table-scroll">
      <table className="table unit">
        <tbody>
          {lines.map((line, at) => (
            <Fragment key={`${line.path}:${line.line}:${line.key}:${line.value}`}>
              {line.section !== lines[at - 1]?.section && (
                <tr>
                  <th colSpan={2} scope="rowgroup" className="code">
                    [<CodeText text={line.section} plain limit={120} />]
                  </th>
                </tr>
              )}
              <tr className={line.replacedBy === null ? '' : 'unit-replaced'}>
                <td>
                  {line.replacedBy !== null && <span className="small">replaced: </span>}
                  <span className={line.replacedBy === null ? '' : 'struck'}>
                    <CodeText text={`${line.key}=${line.value}`} />
                  </span>
                </td>
                <td className="muted">
                  <CodeText text={`${line.path}:${line.line}`} />
                  {line.replacedBy !== null && line.replacedBy !== '' && (
                    <>
                      {' '}
                      by <CodeText text={line.replacedBy} />
                    </>
                  )}
                </td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
