import type { ComponentProps } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'normal' | 'primary' | 'quiet' | 'link';
  readonly small?: boolean;
  readonly icon?: IconName;
}

export function Button({ look = 'normal', small = false, icon, className, children, ...rest }: ButtonProps) {
  const names = ['button', look !== 'normal' && `button-${look}`, small && 'button-small', className];
  return (
    <button type="button" {...rest} className={names.filter(Boolean).join(' ')}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
