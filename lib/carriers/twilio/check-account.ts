import { z } from "zod";
import { type AccountCheck, ok, problem, unknown } from "@/lib/carriers/account-check";
import { CarrierError } from "@/lib/carriers/carrier";
import { createTwilioClient, type TwilioConfig } from "@/lib/carriers/twilio/client";
import { OwnedNumbersPage, TrunksPage } from "@/lib/carriers/twilio/replies";

/** https://www.twilio.com/docs/sip-trunking/scale-and-limits */
const TRUNKS = { Full: 100, Trial: 1 };
const NEARLY_FULL = 0.9;

const AccountReply = z.object({ sid: z.string(), status: z.string(), type: z.string() });
const BalanceReply = z.object({ balance: z.string(), currency: z.string() });
const AnyReply = z.looseObject({});

type Answer<T> = { value: T } | { error: CarrierError };

/** Checks that the account can buy numbers. Only reads, each within the configured timeout. Never throws. */
export async function checkTwilioAccount(config: TwilioConfig): Promise<AccountCheck[]> {
  const client = createTwilioClient(config);
  const url = `https://api.twilio.com/2010-04-01/Accounts/${config.accountSid}`;
  const one = { PageSize: "1" };
  const [account, balance, numbers, trunks, prices] = await Promise.all([
    answerTo(client.get(`${url}.json`, AccountReply)),
    answerTo(client.get(`${url}/Balance.json`, BalanceReply)),
    answerTo(client.get(`${url}/IncomingPhoneNumbers.json`, OwnedNumbersPage, one)),
    answerTo(client.get("https://trunking.twilio.com/v1/Trunks", TrunksPage, { PageSize: "100" })),
    answerTo(client.get("https://pricing.twilio.com/v1/PhoneNumbers/Countries/US", AnyReply)),
  ]);
  const signsIn = [account, numbers, trunks, prices].some((answer) => "value" in answer);
  if (!signsIn) return [problem(signInProblem(numbers, config))];
  const isTrial = "value" in account && account.value.type === "Trial";
  return [
    ok(`The credentials sign in to ${config.accountSid}.`),
    checkType(account),
    checkBalance(balance),
    reaches("numbers", numbers),
    reaches("prices", prices),
    checkTrunks(trunks, isTrial ? TRUNKS.Trial : TRUNKS.Full),
  ];
}

async function answerTo<T>(call: Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await call };
  } catch (error) {
    if (error instanceof CarrierError) return { error };
    throw error;
  }
}

function signInProblem(numbers: Answer<unknown>, { accountSid }: TwilioConfig): string {
  if ("value" in numbers) return `The account ${accountSid} answers nothing but its numbers.`;
  switch (numbers.error.reason) {
    case "authentication_failed":
      return `The credentials do not sign in to ${accountSid}: the SID and the token or API key do not belong together, or were revoked.`;
    case "account_suspended":
      return `The account ${accountSid} is suspended or closed.`;
    case "wrong_account":
      return `The credentials are another account's than ${accountSid}.`;
    default:
      return `Twilio could not be asked. ${numbers.error.message}.`;
  }
}

function checkType(account: Answer<z.infer<typeof AccountReply>>): AccountCheck {
  if ("error" in account) return unknown("The account's type and status cannot be read with these credentials.");
  const { type, status } = account.value;
  if (status !== "active") return problem(`The account is ${status}: it buys nothing until it is active.`);
  if (type === "Trial") return problem("The account is a trial: it holds one number and one trunk. Upgrade it to buy.");
  return ok("The account is active and no trial.");
}

function checkBalance(balance: Answer<z.infer<typeof BalanceReply>>): AccountCheck {
  if ("error" in balance) return unknown("The balance cannot be read with these credentials.");
  const { balance: amount, currency } = balance.value;
  if (Number(amount) > 0) return ok(`The balance is ${amount} ${currency}.`);
  return problem(`The balance is ${amount} ${currency}: Twilio takes no orders until there are funds.`);
}

function reaches(what: "numbers" | "prices", answer: Answer<unknown>): AccountCheck {
  return "value" in answer ? ok(`The credentials reach ${what}.`) : problem(notReached(what, answer.error));
}

function checkTrunks(trunks: Answer<{ items: unknown[] }>, limit: number): AccountCheck {
  if ("error" in trunks) return problem(notReached("trunking", trunks.error));
  const used = trunks.value.items.length;
  const line = `${used} of ${limit} trunks are used; each organization needs one.`;
  return used >= limit * NEARLY_FULL ? problem(`${line} Ask Twilio to raise the limit.`) : ok(line);
}

function notReached(what: string, { kind, message }: CarrierError): string {
  return kind === "refused"
    ? `The credentials do not reach ${what}: use a standard API key. ${message}.`
    : `It is not known whether the credentials reach ${what}. ${message}.`;
}
