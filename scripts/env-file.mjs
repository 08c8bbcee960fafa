import path from "node:path";
import { fileURLToPath } from "node:url";

// For commands outside Next.js, which loads .env itself. Variables of the shell take precedence.
try {
  process.loadEnvFile(path.join(fileURLToPath(new URL("..", import.meta.url)), ".env"));
} catch (error) {
  if (error.code !== "ENOENT") throw error;
}
