import { report } from "@/scripts/failure.mjs";
import { startWorld } from "./stack";

export default async function globalSetup() {
  try {
    return await startWorld();
  } catch (error) {
    report(error);
    throw error;
  }
}
