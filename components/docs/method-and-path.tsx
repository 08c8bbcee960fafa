import { Fragment } from "react";

/** Lets a long path break at its slashes. */
export function MethodAndPath({ method, path }: { method: string; path: string }) {
  return (
    <p className="font-mono text-sm">
      <span className="mr-2 font-semibold text-accent">{method}</span>
      {path.split("/").map((part, index) => (
        <Fragment key={path.split("/", index + 1).join("/")}>
          {index > 0 && (
            <>
              /<wbr />
            </>
          )}
          {part}
        </Fragment>
      ))}
    </p>
  );
}
