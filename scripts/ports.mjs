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

/** Whether `localhost` is free at this port on both IPv4 and IPv6, since browsers may try either first. */
export async function isPortFree(port) {
  return (await listens(port, "127.0.0.1")) !== undefined && (await listens(port, "::1")) !== undefined;
}

/** The preferred port if it is free, otherwise any free port. */
export async function freePort(preferred = 0) {
  return (preferred !== 0 && (await listens(preferred, "127.0.0.1"))) || listens(0, "127.0.0.1");
}
