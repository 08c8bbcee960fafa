import { config } from "zod/v4/core";

// Must run before any schema is created: zod would compile code, which the pages' content security policy forbids.
config({ jitless: true });
