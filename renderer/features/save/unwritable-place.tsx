import { visibleText } from '../../../shared/text.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** A case was opened from a folder or file that is locked or read-only: what is to become of judgements is asked before there are any. */
export function UnwritablePlace() {
  const asked = useStore((store) => store.placeAsked);
  const file = useStore((store) => store.overview?.file) ?? '';
  const openReadOnly = useStore((store) => store.openReadOnly);
  const saveCase = useStore((store) => store.saveCase);
  const dismiss = useStore((store) => store.dismissPlace);
  const copy = () => {
    dismiss();
    void saveCase('ask');
  };
  return (
    <Dialog title="This case cannot be saved where it lies" open={asked} onClose={dismiss}>
      <div className="stack">
        <p className="break-words">{visibleText(file)} is locked or read-only, or its folder is.</p>
        <p>
          Read-only: everything can be looked at, compared and exported, and nothing judged. A copy is judged
          like any other case. Decided later, judgements are kept for recovery until the case is saved
          elsewhere.
        </p>
        <div className="row">
          <Button look="primary" onClick={() => void openReadOnly()}>
            Open read-only
          </Button>
          <Button icon="save" onClick={copy}>
            Save a copy…
          </Button>
          <Button look="quiet" onClick={dismiss}>
            Decide later
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
