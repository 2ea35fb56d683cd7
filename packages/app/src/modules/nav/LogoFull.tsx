import { LogoIcon } from './LogoIcon';

/** The mark with the product's name. */
export function LogoFull() {
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 12,
        color: '#ffffff',
        fontSize: 21,
        fontWeight: 600,
        letterSpacing: '0.01em',
      }}
    >
      <LogoIcon />
      Ironstage
    </span>
  );
}
