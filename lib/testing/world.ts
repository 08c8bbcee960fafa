import { createSimulatorControl } from "@/lib/carriers/simulator/control-client";
import { env } from "@/lib/env";

/** The carrier of this test file: `setup-database.ts` starts one for each. */
export const simulator = createSimulatorControl(env().TWILIO_API_BASE_URL ?? "");
