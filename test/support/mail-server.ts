import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = { to: string[]; text: string };

/** A mail server that records or refuses what it receives. */
export async function startMailServer({ refuse = false } = {}) {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (refuse) return done(new Error("mailbox full"));
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ to, text: unfolded(Buffer.concat(chunks).toString("utf8")) });
        done();
      });
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `smtp://127.0.0.1:${port}`, received, close };
}

/** Soft line breaks of quoted-printable split links. */
const unfolded = (text: string) => text.replaceAll("=\r\n", "").replaceAll("=3D", "=");
