/** Renders `words` in backticks as code. */
export function InlineCode({ text }: { text: string }) {
  let offset = 0;
  return text.split("`").map((part, index) => {
    const key = offset;
    offset += part.length + 1;
    return index % 2 === 0 ? part : <Code key={key}>{part}</Code>;
  });
}

export function Code({ children }: { children: string }) {
  return <code className="rounded-[4px] bg-muted px-1 py-px font-mono text-[0.92em] text-foreground">{children}</code>;
}
