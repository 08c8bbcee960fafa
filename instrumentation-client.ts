import { config } from "zod/v4/core";

// Runs before any schema is made: the pages' content security policy forbids to compile code, and zod would try to.
config({ jitless: true });
