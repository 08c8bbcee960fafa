import { expect, it } from "vitest";
import { actionText } from "./action-text";

it.each([
  ["api_key.created", "API key created"],
  ["phone_number.release_requested", "Phone number release requested"],
  ["member.joined", "Member joined"],
  ["phone_number.rebound", "Number reconnected to its trunk"],
])("%s reads %s", (action, text) => expect(actionText(action)).toBe(text));
