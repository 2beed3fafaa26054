/**
 * The mark and the names of whoever runs this platform. Another province changes this file. No
 * government mark is copied here.
 */
export const brand = {
  short: 'KSBB',
  long: ['Kolaborasi Sosial Berskala Besar', 'Large-scale social collaboration'],
  place: ['DKI Jakarta', 'DKI Jakarta'],
} as const;

/** Four rungs that fill up: from a promise to a verified delivery. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--action)" />
      {[0.45, 0.65, 0.85, 1].map((opacity, rung) => (
        <rect
          key={opacity}
          x="7"
          y={7 + rung * 5}
          width="18"
          height="3"
          rx="1.5"
          fill="var(--action-ink)"
          opacity={opacity}
        />
      ))}
    </svg>
  );
}
