export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      aria-hidden="true"
      className="shrink-0 text-accent"
    >
      <path d="M3 5h8a4 4 0 0 1 4 4v8" />
      <path d="M3 10h5a2.5 2.5 0 0 1 2.5 2.5V17" />
      <circle cx={15} cy={3.5} r={1.2} fill="currentColor" stroke="none" />
    </svg>
  );
}
