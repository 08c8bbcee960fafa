export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:rounded-control focus-visible:border focus-visible:bg-surface focus-visible:px-3 focus-visible:py-2 focus-visible:font-medium focus-visible:shadow-lift"
    >
      Skip to content
    </a>
  );
}
