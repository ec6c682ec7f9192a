import type { EvtxTemplate } from './template.ts';

/**
 * A decoded value as Windows' event viewer shows it: text; a number that is exact (larger ones are decimal text); null
 * for "no value"; the elements of an array; or BinXML.
 */
export type EvtxValue = string | number | null | readonly string[] | EmbeddedXml;

/** A template with its values decoded: all that fields and XML text are made of, free of the chunk's bytes. */
export interface TemplateInstance {
  readonly template: EvtxTemplate;
  readonly values: readonly EvtxValue[];
}

/** BinXML that stands in a value: mostly the EventData or UserData of an event. */
export class EmbeddedXml {
  readonly instances: readonly TemplateInstance[];

  constructor(instances: readonly TemplateInstance[]) {
    this.instances = instances;
  }
}
