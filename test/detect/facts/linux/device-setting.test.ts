import { describe, expect, it } from 'vitest';
import { onlySetsDevice } from '../../../../main/detect/facts/linux/device-setting.ts';

describe('code that only sets a device', () => {
  it.each([
    'echo mq-deadline > /sys/block/%k/queue/scheduler',
    'echo 1 > /sys$devpath/power/control',
    '[ -w /sys/x ] && echo -n "auto" >> /sys/bus/usb/devices/$kernel/power/control',
    'chgrp video /sys/class/backlight/%k/brightness; chmod g+w /sys/class/backlight/%k/brightness',
    '/usr/bin/chmod 0664 $sys$devpath/brightness',
  ])('%s', (code) => {
    expect(onlySetsDevice(code)).toBe(true);
  });

  it.each([
    'echo x > /etc/x',
    'echo $(curl http://203.0.113.7) > /sys/x',
    'echo `id` > /sys/x',
    'echo 1 > /sys/x; /opt/y',
    'echo 1 > /sys/x & /opt/y',
    'echo 1 | /opt/y > /sys/x',
    'echo /opt/x > /sys/kernel/uevent_helper',
    'echo 1 > /sys/../etc/x',
    'chmod 4755 /opt/x',
    '',
    'x'.repeat(3_000),
  ])('not %s', (code) => {
    expect(onlySetsDevice(code)).toBe(false);
  });
});
