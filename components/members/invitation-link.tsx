"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "@/components/ui/dialog";
import { SecretOnce } from "@/components/ui/secret-once";
import type { SentInvitation } from "@/lib/identity/invitations/schemas";

/** Without a mail server, the inviter passes on the link; Resend replaces a lost one. */
export function InvitationLink({ sent, onClose }: { sent: SentInvitation | undefined; onClose: () => void }) {
  return (
    <Dialog open={Boolean(sent?.link)} onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-[520px]">
        <DialogHeader title={`Send ${sent?.email ?? ""} this link`}>
          No email was sent. Share this single-use link; it expires in 7 days and won’t be shown again.
        </DialogHeader>
        <DialogBody>{sent?.link && <SecretOnce label="Invitation link" secret={sent.link} />}</DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Done</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
