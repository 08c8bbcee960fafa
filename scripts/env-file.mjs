import path from "node:path";
import { fileURLToPath } from "node:url";

// For commands outside Next.js, which reads .env by itself. What the shell says goes first.
try {
  process.loadEnvFile(path.join(fileURLToPath(new URL("..", import.meta.url)), ".env"));
} catch (error) {
  if (error.code !== "ENOENT") throw error;
}
