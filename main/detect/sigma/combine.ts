type Test<T> = (subject: T) => boolean;

/**
 * One test that holds when all do. One, two and three are written out: a rule set makes millions of these calls, and
 * a loop costs more than most tests.
 */
export function allOf<T>(tests: readonly Test<T>[]): Test<T> {
  const [a, b, c] = tests;
  if (a === undefined) return () => true;
  if (b === undefined) return a;
  if (c === undefined) return (subject) => a(subject) && b(subject);
  if (tests.length === 3) return (subject) => a(subject) && b(subject) && c(subject);
  return (subject) => {
    for (let index = 0; index < tests.length; index += 1) if (!tests[index]?.(subject)) return false;
    return true;
  };
}

/** One test that holds when any does. */
export function anyOf<T>(tests: readonly Test<T>[]): Test<T> {
  const [a, b, c] = tests;
  if (a === undefined) return () => false;
  if (b === undefined) return a;
  if (c === undefined) return (subject) => a(subject) || b(subject);
  if (tests.length === 3) return (subject) => a(subject) || b(subject) || c(subject);
  return (subject) => {
    for (let index = 0; index < tests.length; index += 1) if (tests[index]?.(subject)) return true;
    return false;
  };
}

/** One test that holds when at least so many do; it stops as soon as that is certain. */
export function someOf<T>(needed: number, tests: readonly Test<T>[]): Test<T> {
  if (needed === 1) return anyOf(tests);
  if (needed === tests.length) return allOf(tests);
  return (subject) => {
    let missing = needed;
    let left = tests.length;
    for (const test of tests) {
      if (test(subject)) missing -= 1;
      left -= 1;
      if (missing === 0) return true;
      if (missing > left) return false;
    }
    return false;
  };
}
