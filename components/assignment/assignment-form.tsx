"use client";

import { Button } from "@/components/ui/button";
import { DialogBody } from "@/components/ui/dialog";
import { ApiError } from "@/lib/api-client/api-client";
import { FormSkeleton } from "./form-skeleton";
import { NumberForm } from "./number-form";
import { useNumber } from "./use-number";

type AssignmentFormProps = { phoneNumber: string; onClose: () => void; onRelease: () => void };

export function AssignmentForm({ phoneNumber, onClose, onRelease }: AssignmentFormProps) {
  const { data: record, error, refetch } = useNumber(phoneNumber);
  if (record) return <NumberForm record={record} onClose={onClose} onRelease={onRelease} />;
  if (!error) return <FormSkeleton />;
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    <DialogBody className="justify-items-start" role="alert">
      <p className="text-muted-foreground">{isGone ? "This number is not in your directory." : error.message}</p>
      {isGone ? (
        <Button variant="outline" onClick={onClose}>
          Close
        </Button>
      ) : (
        <Button variant="outline" onClick={() => refetch()}>
          Retry
        </Button>
      )}
    </DialogBody>
  );
}
