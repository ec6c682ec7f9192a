import type { Finding } from '../../../shared/model/finding.ts';
import { hexOffset, locatorOffset, locatorText } from '../locator-text.ts';
import type { CsvColumn } from './csv-text.ts';

/** One row a finding; the pointer is the first of its evidence, the JSONL export has them all. */
export const FINDING_COLUMNS: readonly CsvColumn<Finding>[] = [
  { name: 'Level', cell: ({ level }) => level },
  { name: 'Confidence', cell: ({ confidence }) => confidence },
  { name: 'Title', cell: ({ title }) => title },
  { name: 'SubjectKind', cell: ({ subject }) => subject.kind },
  { name: 'Subject', cell: ({ subject }) => subject.name },
  { name: 'Why', cell: ({ why }) => why },
  {
    name: 'Matched',
    cell: ({ matched }) => matched.map(({ field, value }) => `${field}: ${value}`).join(' | '),
  },
  { name: 'Component', cell: ({ component }) => component },
  { name: 'Techniques', cell: ({ techniques }) => techniques.join(' ') },
  { name: 'EvidenceTime', cell: ({ evidence: [first] }) => first?.time ?? null },
  { name: 'EvidencePath', cell: ({ evidence: [first] }) => first?.path ?? null },
  { name: 'Key', cell: ({ evidence: [first] }) => (first ? locatorText(first.locator) : null) },
  {
    name: 'Value',
    cell: ({ evidence: [first] }) => (first?.locator.kind === 'registry' ? first.locator.value : null),
  },
  { name: 'Offset', cell: ({ evidence: [first] }) => (first ? hexOffset(locatorOffset(first)) : null) },
  {
    name: 'FromLog',
    cell: ({ evidence: [first] }) => (first?.locator.kind === 'registry' ? first.locator.fromLog : null),
  },
  {
    name: 'Deleted',
    cell: ({ evidence: [first] }) => (first?.locator.kind === 'registry' ? first.locator.deleted : null),
  },
  { name: 'EvidenceCount', cell: ({ evidence }) => evidence.length },
  { name: 'FalsePositives', cell: ({ falsePositives }) => falsePositives.join(' | ') },
  { name: 'NextSteps', cell: ({ nextSteps }) => nextSteps.join(' | ') },
  { name: 'Rule', cell: ({ rule }) => rule },
  { name: 'RuleId', cell: ({ ruleId }) => ruleId },
  { name: 'Author', cell: ({ author }) => author },
  { name: 'Licence', cell: ({ licence }) => licence },
  { name: 'Platform', cell: ({ subject }) => subject.platform },
];
