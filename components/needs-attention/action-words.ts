import type { FindingAction } from "@/lib/numbers/findings/schemas";

type Words = { label: string; working: string; done: (phoneNumber: string) => string };

/** An action as its button says it, while it runs, and when it is done. */
export const actionWords: Record<FindingAction, Words> = {
  retry: {
    label: "Retry",
    working: "Retrying…",
    done: (phoneNumber) => `${phoneNumber} is tried again`,
  },
  adopt: {
    label: "Add to directory",
    working: "Adding…",
    done: (phoneNumber) => `${phoneNumber} is in your directory`,
  },
  rebind: {
    label: "Put right",
    working: "Putting right…",
    done: (phoneNumber) => `${phoneNumber} reaches your agents again`,
  },
  forget: {
    label: "Remove",
    working: "Removing…",
    done: (phoneNumber) => `${phoneNumber} has left your directory`,
  },
  accept_loss: {
    label: "Accept loss",
    working: "Accepting…",
    done: () => "The next comparison takes the missing numbers out of service",
  },
  ignore: {
    label: "Ignore",
    working: "Ignoring…",
    done: () => "The missing numbers stay in service",
  },
};
