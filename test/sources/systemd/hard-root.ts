import type { UnitTree } from './unit-tree.ts';

const install = (lines: string): string => `\n[Install]\n${lines}\n`;
const service = (program: string, more = ''): string => `[Service]\nExecStart=${program}\n${more}`;
const WANTED = install('WantedBy=multi-user.target');
const LIB = 'usr/lib/systemd/system';
const ETC = 'etc/systemd/system';
const RUN = 'run/systemd/system';
const link = (target: string) => ({ link: target });

/** A root with every way to shadow, mask, alias, instantiate, link and enable a unit. */
export const HARD_ROOT: UnitTree = {
  [`${LIB}/multi-user.target`]: '[Unit]\nDescription=Multi-User\nAfter=basic.target\n',
  [`${LIB}/graphical.target`]: '[Unit]\nDescription=Graphical\nRequires=multi-user.target\n',
  [`${LIB}/default.target`]: link('graphical.target'),
  [`${LIB}/timers.target`]: '[Unit]\nDescription=Timers\n',
  [`${LIB}/sockets.target`]: '[Unit]\nDescription=Sockets\n',
  // Plain states.
  [`${LIB}/enabled.service`]: service('/bin/enabled', WANTED),
  [`${ETC}/multi-user.target.wants/enabled.service`]: link('/usr/lib/systemd/system/enabled.service'),
  [`${LIB}/required.service`]: service('/bin/required', install('RequiredBy=multi-user.target')),
  [`${ETC}/multi-user.target.requires/required.service`]: link('/usr/lib/systemd/system/required.service'),
  [`${LIB}/disabled.service`]: service('/bin/disabled', WANTED),
  [`${LIB}/static.service`]: service('/bin/static'),
  [`${LIB}/static-wanted.service`]: service('/bin/static-wanted'),
  [`${LIB}/multi-user.target.wants/static-wanted.service`]: link('../static-wanted.service'),
  [`${LIB}/also.service`]: service('/bin/also', install('Also=also.socket')),
  [`${LIB}/also.socket`]: `[Socket]\nListenStream=/run/also\n${install('WantedBy=sockets.target')}`,
  [`${ETC}/sockets.target.wants/also.socket`]: link('/usr/lib/systemd/system/also.socket'),
  [`${LIB}/runtime.service`]: service('/bin/runtime', WANTED),
  [`${RUN}/multi-user.target.wants/runtime.service`]: link('/usr/lib/systemd/system/runtime.service'),
  [`${LIB}/only-also-of-install.service`]: service('/bin/x', '[Install]\n'),
  [`${LIB}/reset-install.service`]: service('/bin/x', WANTED),
  [`${ETC}/reset-install.service.d/no.conf`]: '[Install]\nWantedBy=\n',
  [`${LIB}/install-by-drop-in.service`]: service('/bin/x'),
  [`${ETC}/install-by-drop-in.service.d/yes.conf`]: install('WantedBy=multi-user.target'),
  [`${ETC}/install-by-type.service`]: service('/bin/x'),
  // Masks.
  [`${LIB}/masked.service`]: service('/bin/masked'),
  [`${ETC}/masked.service`]: link('/dev/null'),
  [`${LIB}/masked-relative.service`]: service('/bin/masked'),
  [`${ETC}/masked-relative.service`]: link('../../../dev/null'),
  [`${LIB}/masked-empty.service`]: service('/bin/masked'),
  [`${ETC}/masked-empty.service`]: '',
  [`${LIB}/masked-runtime.service`]: service('/bin/masked'),
  [`${RUN}/masked-runtime.service`]: link('/dev/null'),
  [`${LIB}/masked-by-vendor.service`]: link('/dev/null'),
  [`${LIB}/comment-only.service`]: '# nothing\n',
  [`${LIB}/alias-of-masked.service`]: link('masked.service'),
  // Shadowing.
  [`${LIB}/shadowed.service`]: service('/bin/vendor', WANTED),
  ['usr/local/lib/systemd/system/shadowed.service']: service('/bin/local', WANTED),
  [`${RUN}/shadowed.service`]: service('/bin/run', WANTED),
  [`${ETC}/shadowed.service`]: service('/bin/admin', WANTED),
  [`${LIB}/self-alias.service`]: service('/bin/self', WANTED),
  [`${ETC}/self-alias.service`]: link('/usr/lib/systemd/system/self-alias.service'),
  [`${ETC}/unit-in-etc.service`]: service('/bin/x', WANTED),
  [`${ETC}/multi-user.target.wants/unit-in-etc.service`]: link('../unit-in-etc.service'),
  [`${ETC}.control/controlled.service`]: service('/bin/controlled', WANTED),
  [`${ETC}/controlled.service`]: service('/bin/admin', WANTED),
  ['run/systemd/transient/transient.service']: service('/bin/transient'),
  ['run/systemd/generator/generated.service']: service('/bin/generated'),
  ['run/systemd/generator/multi-user.target.wants/generated.service']: link('../generated.service'),
  ['run/systemd/generator.late/late.service']: service('/bin/late'),
  ['run/systemd/generator.early/early.service']: service('/bin/early'),
  // Aliases.
  [`${LIB}/real.service`]: service('/bin/real', install('WantedBy=multi-user.target\nAlias=other.service')),
  [`${ETC}/other.service`]: link('/usr/lib/systemd/system/real.service'),
  [`${LIB}/vendor-alias.service`]: link('disabled.service'),
  [`${LIB}/aliased.service`]: service('/bin/aliased', install('Alias=name-of-aliased.service')),
  [`${LIB}/wrong-type.service`]: link('also.socket'),
  [`${LIB}/to-template.service`]: link('tpl@.service'),
  [`${LIB}/chain-a.service`]: link('chain-b.service'),
  [`${LIB}/chain-b.service`]: link('chain-c.service'),
  [`${LIB}/chain-c.service`]: service('/bin/chain'),
  [`${ETC}/hides-vendor.service`]: link('/usr/lib/systemd/system/static.service'),
  [`${LIB}/hides-vendor.service`]: service('/bin/hidden', WANTED),
  // Linked units.
  ['opt/linked.service']: service('/opt/linked', WANTED),
  [`${ETC}/linked.service`]: link('/opt/linked.service'),
  ['opt/linked-enabled.service']: service('/opt/linked', WANTED),
  [`${ETC}/linked-enabled.service`]: link('/opt/linked-enabled.service'),
  [`${ETC}/multi-user.target.wants/linked-enabled.service`]: link('/opt/linked-enabled.service'),
  ['opt/linked-runtime.service']: service('/opt/linked', WANTED),
  [`${RUN}/linked-runtime.service`]: link('/opt/linked-runtime.service'),
  // Templates.
  [`${LIB}/tpl@.service`]: service('/bin/tpl %i', WANTED),
  [`${ETC}/multi-user.target.wants/tpl@one.service`]: link('/usr/lib/systemd/system/tpl@.service'),
  [`${LIB}/def@.service`]: service('/bin/def %I', `${WANTED}DefaultInstance=zero\n`),
  [`${ETC}/multi-user.target.wants/def@zero.service`]: link('/usr/lib/systemd/system/def@.service'),
  [`${LIB}/unused@.service`]: service('/bin/unused %i'),
  [`${ETC}/tpl@fixed.service`]: service('/bin/fixed %i', WANTED),
  [`${LIB}/auto@.service`]: link('tpl@.service'),
  // Links in folders for dependencies count by their name alone, wherever they lie and point.
  [`${ETC}/below.service`]: service('/bin/x', WANTED),
  [`${RUN}/multi-user.target.wants/below.service`]: link('../elsewhere.service'),
  [`${LIB}/by-target.service`]: service('/bin/x', install('WantedBy=multi-user.target\nAlias=ali.service')),
  [`${ETC}/multi-user.target.wants/ali.service`]: link('../by-target.service'),
  [`${LIB}/def2@.service`]: service('/bin/x', `${WANTED}DefaultInstance=zero\n`),
  [`${ETC}/multi-user.target.wants/def2@zero.service`]: link('../elsewhere@.service'),
  [`${LIB}/def3@.service`]: service('/bin/x', `${WANTED}DefaultInstance=zero\n`),
  [`${ETC}/multi-user.target.wants/def3@one.service`]: link('../def3@.service'),
  ['opt/other-name.service']: service('/bin/x', WANTED),
  [`${ETC}/linked-as.service`]: link('/opt/other-name.service'),
  ['run/systemd/generator/linked-here.service']: link('/opt/other-name.service'),
  ['opt/empty.service']: '',
  [`${RUN}/empty-linked.service`]: link('/opt/empty.service'),
  [`${LIB}/odd.mount`]: `[Mount]\nWhat=/x\nWhere=/odd\n${install('Alias=b.mount')}`,
  // Broken.
  [`${ETC}/dangling-alias.service`]: link('/usr/lib/systemd/system/nowhere.service'),
  [`${ETC}/dangling-link.service`]: link('/opt/nowhere.service'),
  [`${ETC}/multi-user.target.wants/missing.service`]: link('/usr/lib/systemd/system/missing.service'),
  // Timers.
  [`${LIB}/tick.timer`]: `[Timer]\nOnCalendar=daily\nPersistent=yes\n${install('WantedBy=timers.target')}`,
  [`${LIB}/tick.service`]: service('/bin/tick'),
  [`${ETC}/timers.target.wants/tick.timer`]: link('/usr/lib/systemd/system/tick.timer'),
  ['var/lib/systemd/timers/stamp-tick.timer']: '',
  // Presets.
  [`${LIB}/wide\\x2dname-one.service`]: service('/bin/x', WANTED),
  ['usr/lib/systemd/system-preset/90-vendor.preset']:
    'enable enabled.service\nenable tpl@.service one two\ndisable *\n',
  ['etc/systemd/system-preset/50-own.preset']:
    '# ours\nenable tick.*\ndisable enabled.service\nenable [a-c]*\nenable wide\\x2dname*.service\n',
};
