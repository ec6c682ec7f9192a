import { visibleText } from '../../../shared/text.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** The copy of the growing case cannot be written: the scan goes on meanwhile. */
export function KeepProblem() {
  const problem = useStore((store) => store.keepProblem);
  const scanning = useStore((store) => store.scanPhase === 'running' || store.scanPhase === 'cancelling');
  const keep = useStore((store) => store.keepAgain);
  const saveCase = useStore((store) => store.saveCase);
  const dismiss = useStore((store) => store.dismissKeepProblem);
  const save = () => {
    dismiss();
    void saveCase('same');
  };
  return (
    <Dialog title="The case cannot be kept while it grows" open={problem !== null} onClose={dismiss}>
      <div className="stack">
        <p role="alert">{visibleText(problem ?? '')}</p>
        <p>
          {scanning
            ? 'The scan goes on. If the program is ended before the case is saved, what it has read is lost.'
            : 'The scan is done. If the program is ended before the case is saved, it is lost.'}
        </p>
        <div className="row">
          {scanning ? (
            <>
              <Button look="primary" icon="folder" onClick={() => void keep('ask')}>
                Keep it in another folder…
              </Button>
              <Button onClick={() => void keep('same')}>Try again</Button>
            </>
          ) : (
            <Button look="primary" icon="save" onClick={save}>
              Save the case…
            </Button>
          )}
          <Button look="quiet" onClick={dismiss}>
            Go on without
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
