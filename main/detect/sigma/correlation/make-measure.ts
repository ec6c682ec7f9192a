import type { Correlation } from './correlation-rule.ts';
import type { SortedItems } from './items.ts';
import { PercentileMeasure, SumMeasure } from './metric-measures.ts';
import type { WindowMeasure } from './window-measure.ts';
import { DistinctMeasure, OrderedMeasure } from './window-measure.ts';

/** What a correlation measures; `zeros` gives so many zeros, which a measure leaves as it found them. */
export function makeMeasure(
  { type, rules, percentile }: Correlation,
  items: SortedItems,
  unitCount: number,
  zeros: (length: number) => Int32Array,
): WindowMeasure {
  switch (type) {
    case 'event_count':
      return new DistinctMeasure(items.unit, zeros(unitCount));
    case 'value_count':
      return new DistinctMeasure(items.value, zeros(items.valueCount));
    case 'temporal':
      return new DistinctMeasure(items.link, zeros(rules.length));
    case 'temporal_ordered':
      return new OrderedMeasure(items.link, rules.length);
    case 'value_sum':
      return new SumMeasure(items.number, false);
    case 'value_avg':
      return new SumMeasure(items.number, true);
    case 'value_percentile':
      return new PercentileMeasure(items.number, percentile ?? 50);
  }
}
