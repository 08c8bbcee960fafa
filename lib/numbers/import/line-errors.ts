import { type ImportError, MAX_LISTED_ERRORS } from "./schemas";

/** Counts all errors but keeps only the first ones, so a file full of mistakes cannot exhaust memory. */
export class LineErrors {
  #kept: ImportError[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(line: number, column: ImportError["column"], value: string, message: string): void {
    this.#count++;
    // Lines are judged in two rounds, so up to twice the listed number can still be among the first.
    if (this.#kept.length >= 2 * MAX_LISTED_ERRORS) this.#kept = this.first();
    this.#kept.push({ line, column, value: value.slice(0, 100), message });
  }

  first(): ImportError[] {
    return this.#kept.toSorted((a, b) => a.line - b.line).slice(0, MAX_LISTED_ERRORS);
  }
}
