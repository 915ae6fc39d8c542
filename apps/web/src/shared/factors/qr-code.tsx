import { renderSVG } from 'uqr';
import styles from './qr-code.module.css';

/** Light modules around the code (ISO/IEC 18004 §5.3.8). */
const QUIET_ZONE = 4;

/** Dark on light in every theme: apps read nothing else for sure. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const svg = renderSVG(text, { border: QUIET_ZONE });
  return <img className={styles['code']} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={label} />;
}
