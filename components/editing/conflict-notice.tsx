import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type ConflictNoticeProps = { onShowNewer: () => void; onKeepMine: () => void };

/** Inside a form: keeping your values submits it again. */
export function ConflictNotice({ onShowNewer, onKeepMine }: ConflictNoticeProps) {
  return (
    <div role="alert">
      <Notice tone="danger">
        Someone else changed this in the meantime, so nothing was saved.
        <span className="mt-2 flex flex-wrap gap-2">
          <Button variant="outline" size="small" onClick={onShowNewer}>
            Show the newer values
          </Button>
          <Button type="submit" variant="outline" size="small" onClick={onKeepMine}>
            Save mine instead
          </Button>
        </span>
      </Notice>
    </div>
  );
}
