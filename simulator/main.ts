import { z } from "zod";
import { startSimulator } from "./server";
import { realLatency } from "./simulation";

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4010),
  SIMULATOR_STATE_FILE: z.string().optional(),
  SIMULATOR_EXIT_WITH_PARENT: z.string().optional(),
  /** `real`: every answer takes 1.2 s ± 0.5 s, as at Twilio. */
  SIMULATOR_LATENCY: z.enum(["none", "real"]).default("none"),
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-fA-F]{32}$/),
  TWILIO_AUTH_TOKEN: z.string().min(1),
});

const environment = Environment.safeParse(process.env);
if (!environment.success) {
  console.error(z.prettifyError(environment.error));
  process.exit(1);
}
const {
  PORT,
  SIMULATOR_STATE_FILE,
  SIMULATOR_EXIT_WITH_PARENT,
  TWILIO_ACCOUNT_SID,
  TWILIO_AUTH_TOKEN,
  SIMULATOR_LATENCY,
} = environment.data;

const simulator = await startSimulator({
  port: PORT,
  stateFile: SIMULATOR_STATE_FILE || undefined,
  accountSid: TWILIO_ACCOUNT_SID,
  authToken: TWILIO_AUTH_TOKEN,
  ...(SIMULATOR_LATENCY === "real" && { traffic: realLatency }),
});

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await simulator.close();
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
if (SIMULATOR_EXIT_WITH_PARENT === "1") process.stdin.on("end", stop).on("error", stop).resume();

console.log(`simulator listening on ${simulator.url}`);
