import { expect, it } from 'vitest';
import { parseUdevRules } from '../../../main/formats/udev-rules/parse-udev-rules.ts';

function parse(text: string) {
  return parseUdevRules(new TextEncoder().encode(text));
}

it('reads keys, attributes, operators and values', () => {
  const { rules, problems } = parse(
    `# c\n\nKERNEL=="a", ATTR{b/c}!="d" , RUN { program } += "e \\"f\\" \\n"\tENV{G}:=e"h\\ti\\x41" NAME-="j", L=""\n`,
  );
  expect(problems).toEqual([]);
  expect(rules).toHaveLength(1);
  expect(rules[0]?.line).toBe(3);
  const tokens = rules[0]?.tokens.map(({ key, attribute, operator, value }) => [
    key,
    attribute,
    operator,
    value,
  ]);
  expect(tokens).toEqual([
    ['KERNEL', null, '==', 'a'],
    ['ATTR', 'b/c', '!=', 'd'],
    ['RUN', ' program ', '+=', 'e "f" \\n'],
    ['ENV', 'G', ':=', 'h\tiA'],
    ['NAME', null, '-=', 'j'],
    ['L', null, '=', ''],
  ]);
});

it('joins lines, with comments between them, and counts from the first', () => {
  const { rules } = parse('\nA=="1", \\\n  # no\n B="2", \\\n C="3"\nD="4"\n');
  expect(rules.map(({ line, tokens }) => [line, tokens.map(({ value }) => value).join('')])).toEqual([
    [2, '123'],
    [6, '4'],
  ]);
});

it('refuses a line as a whole', () => {
  const { rules, problems } = parse('A="1", B=2\nC="open\nD=~"x"\n"E"\nF="6"\n');
  expect(rules.map(({ line }) => line)).toEqual([5]);
  expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
});
