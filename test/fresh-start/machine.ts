import { equal, ok } from "node:assert/strict";
import { networkInterfaces } from "node:os";

/** Addresses of this machine besides 127.0.0.1: all of 127/8 is its own, and only a server that is open answers there. */
function otherAddresses(): string[] {
  const outside = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return [
    "127.0.0.2",
    ...outside.filter(({ family, internal }) => family === "IPv4" && !internal).map((a) => a.address),
  ];
}

const answers = (address: string, port: number) =>
  fetch(`http://${address}:${port}/healthz`).then(
    ({ status }) => status === 200,
    () => false,
  );

export async function listensOnLoopbackOnly(port: number): Promise<void> {
  ok(await answers("127.0.0.1", port));
  for (const address of otherAddresses()) equal(await answers(address, port), false, `${address} answers`);
}

export async function listensEverywhere(port: number): Promise<void> {
  for (const address of ["127.0.0.1", ...otherAddresses()]) ok(await answers(address, port), `${address} is silent`);
}

/** After Ctrl-C nothing answers any more: not the server, the database or the carrier. */
export async function hasStopped(urls: string[]): Promise<void> {
  for (const url of urls) {
    const { hostname, port } = new URL(url);
    const answered = await fetch(`http://${hostname}:${port}/`).then(
      () => true,
      (error: { cause?: { code?: string } }) => error.cause?.code !== "ECONNREFUSED",
    );
    equal(answered, false, `${hostname}:${port} still listens`);
  }
}
