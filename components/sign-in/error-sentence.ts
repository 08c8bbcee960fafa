/** What next-auth's error word means to the person. */
export function errorSentence(error: string | null | undefined): string | undefined {
  switch (error) {
    case undefined:
    case null:
    case "SessionRequired":
      return undefined;
    case "CredentialsSignin":
      return "The e-mail address or the password is not right.";
    case "SecondFactorRequired":
      return undefined;
    case "SecondFactorWrong":
      return "This is not the code that your app shows now, nor an unused recovery code.";
    case "TooManyAttempts":
      return "Too many attempts. Wait a quarter of an hour and try again.";
    case "Busy":
      return "Too many people are signing in right now. Try again in a moment.";
    case "AccessDenied":
      return "Your account there is not a member of an organization here. An admin can add your e-mail address.";
    default:
      return "The sign-in did not come to its end. Try again.";
  }
}
