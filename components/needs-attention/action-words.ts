import type { FindingAction } from "@/lib/numbers/findings/schemas";

type Words = { label: string; working: string; done: (phoneNumber: string) => string };

export const actionWords: Record<FindingAction, Words> = {
  retry: {
    label: "Retry",
    working: "Retrying…",
    done: (phoneNumber) => `Retrying ${phoneNumber}`,
  },
  adopt: {
    label: "Add to directory",
    working: "Adding…",
    done: (phoneNumber) => `${phoneNumber} added to your directory`,
  },
  rebind: {
    label: "Reconnect",
    working: "Reconnecting…",
    done: (phoneNumber) => `${phoneNumber} reconnected`,
  },
  forget: {
    label: "Remove",
    working: "Removing…",
    done: (phoneNumber) => `${phoneNumber} removed`,
  },
  accept_loss: {
    label: "Accept loss",
    working: "Accepting…",
    done: () => "The missing numbers will be taken out of service at the next check",
  },
  ignore: {
    label: "Ignore",
    working: "Ignoring…",
    done: () => "The missing numbers stay in service",
  },
};
