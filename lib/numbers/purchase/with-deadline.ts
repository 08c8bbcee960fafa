import { CarrierError } from "@/lib/carriers/carrier";

/** The call continues, so its result may still be cached. Throws CarrierError `unavailable`/`timeout`. */
export function withDeadline<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new CarrierError("unavailable", "timeout", `The carrier did not answer in ${milliseconds} ms`);
    timer = setTimeout(() => reject(error), milliseconds);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
