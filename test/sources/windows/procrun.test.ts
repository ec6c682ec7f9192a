import { describe, expect, test } from 'vitest';
import { expandSz, multiSz, type RegistrySpec, sz } from '../../support/registry-spec.ts';
import { readService } from './test-scope.ts';

const ROOT = 'WOW6432Node\\Apache Software Foundation\\Procrun 2.0';
const IMAGE = { Type: 16, ImagePath: expandSz('"C:\\tc\\bin\\tomcat9.exe" //RS//Tomcat9') };
const FILES = {
  '/tc/bin/tomcat9.exe': 'x',
  '/tc/bin/bootstrap.jar': 'x',
  '/jdk/bin/server/jvm.dll': 'x',
  '/jdk/bin/java.exe': 'x',
  '/Users/Public/a.jar': 'x',
  '/Apps/run.exe': 'x',
};

function read(
  parameters: Record<string, RegistrySpec[string]>,
  values: typeof IMAGE = IMAGE,
  name = 'Tomcat9',
) {
  const software = Object.fromEntries(
    Object.entries(parameters).map(([path, key]) => [`${ROOT}\\Tomcat9\\Parameters${path}`, key]),
  );
  const { record, problems } = readService(name, values, {}, { files: FILES, software });
  expect(problems).toEqual([]);
  const payloads = record.payloads
    .filter(({ role }) => role !== 'image')
    .map(({ role, from, path, arguments: words, state }) => [
      role,
      from.replace('Procrun 2.0\\Tomcat9\\Parameters\\', ''),
      path,
      words,
      state,
    ]);
  return { wrapper: record.windows.wrapper, payloads };
}

const JAVA = {
  values: {
    Jvm: sz('C:\\jdk\\bin\\server\\jvm.dll'),
    Classpath: sz('C:\\tc\\bin\\bootstrap.jar;C:\\tc\\classes;C:\\tc\\lib\\*.jar'),
    Options: multiSz(['-Dx=y', '-javaagent:C:\\Users\\Public\\a.jar=port=1']),
  },
};
const OF_JAVA = [
  ['wrapped-program', 'Java\\Jvm', 'C:\\jdk\\bin\\server\\jvm.dll', '', 'found'],
  ['hosted-program', 'Java\\Classpath', 'C:\\tc\\bin\\bootstrap.jar', '', 'found'],
  ['hosted-program', 'Java\\Options', 'C:\\Users\\Public\\a.jar', '', 'found'],
];

describe('services of Procrun', () => {
  test('a class inside the service: the machine, its class path, its agents', () => {
    const { wrapper, payloads } = read({
      '': { values: { Environment: multiSz(['A=b']) } },
      '\\Java': JAVA,
      '\\Start': {
        values: {
          Mode: sz('jvm'),
          Class: sz('org.apache.catalina.startup.Bootstrap'),
          Params: multiSz(['start']),
          WorkingPath: sz('C:\\tc'),
        },
      },
      '\\Stop': { values: { Mode: sz('jvm') } },
    });
    expect(wrapper).toEqual({
      kind: 'procrun',
      application: null,
      arguments: 'org.apache.catalina.startup.Bootstrap start',
      directory: 'C:\\tc',
      environment: ['A=b'],
    });
    expect(payloads).toEqual(OF_JAVA);
  });

  test('a program of its own, and one that stops it', () => {
    const { wrapper, payloads } = read({
      '\\Start': {
        values: { Mode: sz('exe'), Image: sz('C:\\Apps\\run.exe'), Params: multiSz(['-a', '-b']) },
      },
      '\\Stop': {
        values: { Mode: sz('exe'), Image: sz('cmd.exe'), Params: multiSz(['/c', 'C:\\Apps\\s.bat']) },
      },
    });
    expect(wrapper).toMatchObject({ kind: 'procrun', application: 'C:\\Apps\\run.exe', arguments: '-a -b' });
    expect(payloads).toEqual([
      ['wrapped-program', 'Start\\Image', 'C:\\Apps\\run.exe', '-a -b', 'found'],
      ['wrapped-program', 'Stop\\Image', 'C:\\Windows\\System32\\cmd.exe', '/c C:\\Apps\\s.bat', 'missing'],
      ['hosted-program', 'Stop\\Image', 'C:\\Apps\\s.bat', '', 'missing'],
    ]);
  });

  test('Java as a process of its own', () => {
    const { wrapper, payloads } = read({
      '\\Java': { values: { ...JAVA.values, Jvm: sz('auto'), JavaHome: sz('C:\\jdk') } },
      '\\Start': { values: { Mode: sz('Java'), Class: sz('Main') } },
    });
    expect(wrapper?.application).toBe('C:\\jdk\\bin\\java.exe');
    expect(payloads).toEqual([
      ['wrapped-program', 'Start\\Image', 'C:\\jdk\\bin\\java.exe', '', 'found'],
      ...OF_JAVA.slice(1),
    ]);
  });

  test('the name in the command line counts, else that of the key', () => {
    const start = { '\\Start': { values: { Image: sz('C:\\Apps\\run.exe') } } };
    expect(read(start, IMAGE, 'Renamed').wrapper?.application).toBe('C:\\Apps\\run.exe');
    const bare = { Type: 16, ImagePath: expandSz('C:\\tc\\bin\\tomcat9.exe') };
    expect(read(start, bare).wrapper?.application).toBe('C:\\Apps\\run.exe');
    expect(read(start, bare, 'Other').wrapper).toBeNull();
  });
});
