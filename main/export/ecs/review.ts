import type { AnnotationRecord } from '../../../shared/model/annotation.ts';
import { annotationLabels } from '../annotation-index.ts';
import type { SaidObject } from './ecs-document.ts';

/**
 * The document with what the analyst says of its subject: verdict and tags among `tags`, which are searched by, the rest under
 * `daemonscope.review`, which is kept and shown: the index template, the same for judged and other hosts, does not list it.
 */
export function reviewed(document: SaidObject, annotation: AnnotationRecord | undefined): SaidObject {
  if (annotation === undefined) return document;
  const { tags, daemonscope } = document;
  const { verdict, note, who, when, tags: own } = annotation;
  return {
    ...document,
    tags: [...(Array.isArray(tags) ? tags : []), ...annotationLabels(annotation)],
    daemonscope: {
      ...(daemonscope as SaidObject),
      review: { verdict, tags: own, note, reviewer: who, reviewed: when },
    },
  };
}
