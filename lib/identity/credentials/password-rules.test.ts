import { describe, expect, it } from "vitest";
import { passwordProblem } from "./password-rules";

const about = ["avery.lindqvist@northwind.example", "Northwind Clinic"];

describe("a new password", () => {
  it.each([
    ["short", "hs1"],
    ["of eleven characters", "q8#vLz0!pXw"],
  ])("%s is refused for its length", async (_, password) => {
    expect(await passwordProblem(password, about)).toBe("Use at least 12 characters.");
  });

  it.each(["passwordpassword", "PasswordPassword", "123456789012", "qwertyuiop123", "1q2w3e4r5t6y", "password12345!"])(
    "%s is on the attackers' list, or is one of it in disguise",
    async (password) => expect(await passwordProblem(password, about)).toBeDefined(),
  );

  it.each(["aaaaaaaaaaaaaaaa", "abababababababab"])("%s has too few characters of its own", async (password) => {
    expect(await passwordProblem(password, about)).toBe("Use more than a few different characters.");
  });

  it.each(["Northwind2026", "lindqvist-2026", "trunkline1234", "Trunkline!2026"])(
    "%s is easy to guess for this person",
    async (password) => expect(await passwordProblem(password, about)).toMatch(/easy to guess/),
  );

  it.each([
    "correct horse battery staple",
    "a northwind blows over the quiet lake",
    "пароль из многих слов",
    "  spaces at both ends  ",
    "🦊🌲🚲🌧️🎈🧭🪁🫐🥨🧊🪵🛶",
    `${"x".repeat(60)}yz12`,
  ])("%j is taken as it is: no rule about its letters", async (password) => {
    expect(await passwordProblem(password, about)).toBeUndefined();
  });

  it("may be long, and has an end", async () => {
    expect(await passwordProblem("correct horse ".repeat(18), about)).toBeUndefined();
    expect(await passwordProblem("correct horse ".repeat(19), about)).toBe("Use at most 256 characters.");
  });
});
