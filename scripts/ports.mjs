import { createServer } from "node:net";

function listens(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code === "EADDRINUSE" || error.code === "EACCES" ? undefined : port));
    server.listen({ port, host, exclusive: true }, () => {
      const { port: taken } = server.address();
      server.close(() => resolve(taken));
    });
  });
}

/** Whether `localhost` is ours to serve at this port, whichever address a browser tries first. */
export async function isPortFree(port) {
  return (await listens(port, "127.0.0.1")) !== undefined && (await listens(port, "::1")) !== undefined;
}

/** The preferred port while nobody else has it, else any. */
export async function freePort(preferred = 0) {
  return (preferred !== 0 && (await listens(preferred, "127.0.0.1"))) || listens(0, "127.0.0.1");
}
