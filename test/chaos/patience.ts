/** Asked before each further attempt. */
export type GoesOn = () => boolean;

export const forMs = (ms: number): GoesOn => {
  const end = Date.now() + ms;
  return () => Date.now() < end;
};

/** Ends when nothing has happened for so long: a slow machine may take its time, a storm that stands still may not. */
export function untilItStandsStill(minutes: number) {
  let goesOn = forMs(minutes * 60_000);
  return {
    goesOn: () => goesOn(),
    /** Something has. */
    happened: () => {
      goesOn = forMs(minutes * 60_000);
    },
  };
}
