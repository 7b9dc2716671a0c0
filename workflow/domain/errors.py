"""Refusals: one family, each with a code, a Vietnamese sentence that says what to do, and the HTTP status it means."""

from collections.abc import Mapping

NO_ROOM = "Máy chủ hết chỗ lưu nên việc vừa rồi chưa được ghi. Hãy giữ trang này và báo người quản trị rồi bấm lại."


class WorkflowError(Exception):
    """A refusal that a person reads. `code` is for programs, `reason` for people, `fields` for the form."""

    status = 400
    code = "refused"

    def __init__(self, reason: str, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields = dict(fields or {})


class InvalidInput(WorkflowError):
    """What was typed cannot be taken as it is."""

    status = 422
    code = "invalid_input"


class FileRefused(InvalidInput):
    """A file from outside that is not taken in; the sentence names the reason."""

    code = "file_refused"


class NotPermitted(WorkflowError):
    """The person may not do this, whatever the state."""

    status = 403
    code = "not_permitted"


class MayNotSign(NotPermitted):
    """The post of the person gives no right to sign this paper in this name."""

    code = "may_not_sign"


class NotFound(WorkflowError):
    """There is no such thing, or it is not this person's to know."""

    status = 404
    code = "not_found"


class TransitionRefused(WorkflowError):
    """The document is not in a state, or not in a condition, for this act."""

    status = 409
    code = "transition_refused"


class ChangedMeanwhile(WorkflowError):
    """Somebody else saved first; what was typed is kept and shown beside the saved text."""

    status = 409
    code = "changed_meanwhile"


class Overloaded(WorkflowError):
    """Too much at once; the same request may be made again later."""

    status = 503
    code = "overloaded"


class NoRoom(Overloaded):
    """A disk is full: nothing was written down. The same request may be made again when there is room."""

    status = 507
    code = "no_room"


class RenderingFailed(WorkflowError):
    """The PDF could not be made; `permanent` says that trying again cannot help."""

    status = 500
    code = "rendering_failed"

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent


class SigningFailed(WorkflowError):
    """The signature could not be made; `permanent` says that trying again cannot help."""

    status = 500
    code = "signing_failed"

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent


class StorageFailed(WorkflowError):
    """Bytes could not be kept or are no longer what they were."""

    status = 500
    code = "storage_failed"


class SetupIncomplete(WorkflowError):
    """The machine lacks something; the sentence names it and the command that brings it."""

    status = 500
    code = "setup_incomplete"
