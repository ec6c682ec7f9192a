import { useEffect, useState } from 'react';
import { useStore } from '../../store/store.ts';
import { useRequest } from '../../store/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format.ts';
import { PreviewFrame } from './preview-frame.tsx';
import { formProblem, type ReportForm, requestOf } from './report-form-state.ts';

/** Above this a preview takes long enough that it is made when asked for. */
const AT_ONCE = 5_000;
const TYPING_MILLISECONDS = 400;

export function ReportPreview({ form }: { readonly form: ReportForm }) {
  const services = useStore((store) => store.overview?.summary.counts.services ?? 0);
  const version = useStore((store) => store.caseVersion);
  const [wanted, setWanted] = useState(services <= AT_ONCE);
  const key = JSON.stringify({ ...requestOf(form), formats: ['html'] });
  const [settled, setSettled] = useState(key);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [key]);
  const ready = wanted && formProblem({ ...form, formats: ['html'] }) === null;
  const { value, error, pending } = useRequest('report:preview', ready ? JSON.parse(settled) : null, version);
  if (!wanted) {
    return (
      <EmptyState title="Preview">
        <p>This case has {formatCount(services)} services; a preview of it may take a while.</p>
        <Button onClick={() => setWanted(true)}>Make the preview</Button>
      </EmptyState>
    );
  }
  if (error !== null) return <EmptyState title="No preview">{error.message}</EmptyState>;
  if (value === null)
    return <EmptyState title={pending ? 'Making the preview…' : 'Nothing is chosen to preview'} />;
  return <PreviewFrame html={value.html} />;
}
