import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { controlClasses } from "./control-classes";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={classNames("min-h-20 py-2", controlClasses, className)} {...props} />;
}
