/**
 * A pure function of a text that remembers its answers: services share a few descriptors and command lines among hundreds.
 * At most `limit` answers are kept; when they are full, all are dropped, so that hostile evidence cannot grow it.
 */
export function memo<T>(compute: (text: string) => T, limit: number): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined || answers.has(text)) return known as T;
    const answer = compute(text);
    if (answers.size >= limit) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
