export function SkipLink() {
  return (
    <a
      href="#content"
      className="-translate-y-16 fixed top-2 left-2 z-50 rounded-control border bg-surface px-3 py-2 font-medium shadow-lift focus-visible:translate-y-0"
    >
      Skip to content
    </a>
  );
}
