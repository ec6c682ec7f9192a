import { visibleText } from '../../../shared/text.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** A case that could not be saved: what can be done about it. The case stays open whatever is chosen. */
export function SaveProblem() {
  const problem = useStore((store) => store.saveProblem);
  const saveCase = useStore((store) => store.saveCase);
  const retry = useStore((store) => store.retrySave);
  const dismiss = useStore((store) => store.dismissSaveProblem);
  const changed = problem?.code === 'changed-on-disk';
  return (
    <Dialog title="The case was not saved" open={problem !== null} onClose={dismiss}>
      <div className="stack">
        <p role="alert">{visibleText(problem?.message ?? '')}</p>
        <p>
          {changed
            ? 'Writing over it loses what the other program has saved there.'
            : 'What was there before is there still.'}{' '}
          The case stays open here with all changes.
        </p>
        <div className="row">
          <Button look="primary" icon="folder" onClick={() => void saveCase('ask')}>
            Choose another place…
          </Button>
          {changed ? (
            <Button onClick={() => void retry(true)}>Write over it</Button>
          ) : (
            <Button onClick={() => void retry(false)}>Try again</Button>
          )}
          <Button look="quiet" onClick={dismiss}>
            Go on without saving
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
