import type { TriageResult } from '../../shared/model/triage-event.ts';
import { sampleFinding, sampleImage, sampleResult, sampleService } from '../support/sample-result.ts';

/** A host as no real one is: that many services and events, one service of a hundred with a finding. */
export function largeResult(services: number, events: number): TriageResult {
  const sample = sampleResult();
  const [event] = sample.events;
  const [binary] = sample.binaries;
  if (event === undefined || binary === undefined) throw new Error('the sample has lost its records');
  const made = Array.from({ length: services }, (_, index) => {
    const mixed = (index * 7919) % services;
    return sampleService(`Service${mixed}`, {
      displayName: `Display name of the service number ${mixed} (${index % 37})`,
      description: `What service ${mixed} is for, in a sentence of ordinary length as vendors write them.`,
      image: sampleImage(`C:\\Program Files\\Vendor ${index % 100}\\Product\\service${mixed}.exe`),
      startMode: index % 2 === 0 ? 'auto' : 'demand',
      lastChanged: new Date(Date.UTC(2020, 0, 1) + mixed * 600_000).toISOString(),
    });
  });
  return sampleResult({
    services: made,
    events: Array.from({ length: events }, (_, index) => ({
      ...event,
      id: `registry-history:${index}`,
      time: new Date(Date.UTC(2020, 0, 1) + index * 120_000).toISOString(),
      service: `Service${(index * 31) % services}`,
    })),
    binaries: made.map((service, index) => ({
      ...binary,
      id: `binary:${index}`,
      path: service.image?.path ?? '',
      evidencePath: service.image?.evidencePath ?? '',
      usedBy: [{ service: service.id, role: 'image' }],
    })),
    findings: made.filter((_, index) => index % 100 === 0).map((service) => sampleFinding(service)),
  });
}
