export type NameShape =
  | 'letters-4'
  | 'letters-8'
  | 'letters-16'
  | 'hex-7'
  | 'hex'
  | 'guid'
  | 'digits'
  | 'ten-alnum';

/**
 * Shapes that remote-execution tools give to service names: 4 letters (Impacket), 8 or 16 (Metasploit), 7 hex digits
 * (Cobalt Strike), 10 letters and digits (Sliver). Many honest names have them too: a shape alone proves nothing.
 */
export function nameShapes(name: string): NameShape[] {
  const found: NameShape[] = [];
  if (/^[a-z]{4}$/i.test(name)) found.push('letters-4');
  if (/^[a-z]{8}$/i.test(name)) found.push('letters-8');
  if (/^[a-z]{16}$/i.test(name)) found.push('letters-16');
  const hex = /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(name) && /\d/.test(name) && /[a-f]/i.test(name);
  if (hex && name.length === 7) found.push('hex-7');
  if (hex && name.length >= 8) found.push('hex');
  if (/^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(name)) found.push('guid');
  if (/^\d+$/.test(name)) found.push('digits');
  if (/^[a-z0-9]{10}$/i.test(name) && /\d/.test(name) && /[a-z]/i.test(name)) found.push('ten-alnum');
  return found;
}
