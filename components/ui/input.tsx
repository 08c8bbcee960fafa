import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { controlClasses } from "./control-classes";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={classNames("h-9", controlClasses, className)} {...props} />;
}
