/** Checked before each further attempt. */
export type GoesOn = () => boolean;

export const forMs = (ms: number): GoesOn => {
  const end = Date.now() + ms;
  return () => Date.now() < end;
};

/** Ends after `minutes` without progress: a slow machine may take its time, but a stuck run must end. */
export function untilItStandsStill(minutes: number) {
  let goesOn = forMs(minutes * 60_000);
  return {
    goesOn: () => goesOn(),
    /** Reports progress. */
    happened: () => {
      goesOn = forMs(minutes * 60_000);
    },
  };
}
