import { type ImportError, MAX_LISTED_ERRORS } from "./schemas";

/** All are counted, the first are kept: a file of nothing but mistakes must not fill the memory. */
export class LineErrors {
  #kept: ImportError[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(line: number, column: ImportError["column"], value: string, message: string): void {
    this.#count++;
    // Lines are judged in two rounds, so twice as many as are listed may still be among the first.
    if (this.#kept.length >= 2 * MAX_LISTED_ERRORS) this.#kept = this.first();
    this.#kept.push({ line, column, value: value.slice(0, 100), message });
  }

  /** By line. */
  first(): ImportError[] {
    return this.#kept.toSorted((a, b) => a.line - b.line).slice(0, MAX_LISTED_ERRORS);
  }
}
