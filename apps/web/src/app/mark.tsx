/** The product's mark: an oval that opens, with somebody in it. */
export function Mark({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="9" fill="var(--fg-accent)" />
      <g stroke="var(--fg-surface)" fill="none">
        <ellipse cx="16" cy="16" rx="6.2" ry="8" strokeWidth="2.2" strokeDasharray="9.2 2" strokeDashoffset="4.6" />
      </g>
      <circle cx="16" cy="16" r="1.9" fill="var(--fg-surface)" />
    </svg>
  );
}
