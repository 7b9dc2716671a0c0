"""The command line `trinhky`: one group whose commands are imported only when they are called."""

import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn, cast

import click

from workflow.domain.errors import WorkflowError

# name -> ("module:attribute", what the list of commands says about it)
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("workflow.cli.run:run", "Chạy thử trọn bộ: cơ sở dữ liệu, trang web, tiến trình nền, dữ liệu mẫu"),
    "serve": ("workflow.cli.serve:serve", "Chạy trang web"),
    "worker": ("workflow.cli.worker:worker", "Chạy tiến trình nền (tạo PDF, ký, gửi, nhắc việc)"),
    "migrate": ("workflow.cli.migrate:migrate", "Đưa cơ sở dữ liệu lên phiên bản mới nhất"),
    "user": ("workflow.cli.user:user", "Quản lý tài khoản"),
    "demo": ("workflow.cli.demo:demo", "Chạy trọn chuỗi báo cáo mẫu và ghi mọi PDF ra thư mục"),
    "simulate": ("workflow.cli.simulate.command:simulate", "Chạy thử một năm báo cáo của một tỉnh rồi kiểm tra"),
    "convert": ("workflow.cli.convert:convert", "Chuyển một văn bản thành PDF, Word hoặc JSON đúng thể thức"),
    "check": ("workflow.cli.check:check", "Kiểm tra thể thức của một văn bản"),
    "verify": ("workflow.cli.verify:verify", "Kiểm tra chữ ký số của một tệp PDF"),
    "audit": ("workflow.cli.audit:audit", "Kiểm tra nhật ký có bị sửa, cắt, xoá không; xuất nhật ký"),
    "reseal": ("workflow.cli.reseal:reseal", "Niêm lại các khoá đang giữ sau khi đổi TRINHKY_SECRET_KEY"),
    "recount": ("workflow.cli.recount:recount", "So số liệu theo dõi với từng yêu cầu báo cáo, đếm lại khi lệch"),
    "backup": ("workflow.cli.safekeeping.command:backup", "Sao lưu cơ sở dữ liệu và kho tệp vào một tệp"),
    "restore": ("workflow.cli.safekeeping.command:restore", "Khôi phục từ bản sao lưu rồi kiểm tra lại"),
    "doctor": ("workflow.cli.doctor:doctor", "Kiểm tra máy này đã đủ mọi thứ chưa"),
}


class Command(click.Command):
    """A command whose help is Vietnamese throughout; use as `@click.command(cls=Command)`."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [piece.replace("[OPTIONS]", "[TUỲ CHỌN]") for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for option in self.get_params(ctx) if (record := option.get_help_record(ctx))]
        with formatter.section("Tuỳ chọn"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Hiện hướng dẫn này rồi thoát."
        return option


class Group(Command, click.Group):
    """A group of such commands; use as `@click.group(cls=Group)`."""

    command_class = Command

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"subcommand_metavar": "LỆNH [THAM SỐ]..."} | options)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, self.summary(ctx, name)) for name in self.list_commands(ctx)])

    def summary(self, context: click.Context, name: str) -> str:
        """One line about a command, for the list."""
        command = self.get_command(context, name)
        return command.get_short_help_str(80) if command else ""


class LazyGroup(Group):
    """Knows its commands from COMMANDS, so that the help needs none of them imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def summary(self, context: click.Context, name: str) -> str:
        return COMMANDS[name][1]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        return cast(click.Command, getattr(import_module(module), attribute))


@click.group(cls=LazyGroup, name="trinhky", context_settings={"max_content_width": 100})
def trinhky() -> None:
    """Trình Ký: kế hoạch, báo cáo của tổ chức đảng, từ dự thảo tới bản PDF đã ký, qua từng cấp."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and exits: 0 done, 1 refused (the sentence goes to stderr), 2 wrong use."""
    signal.signal(signal.SIGTERM, _leave_in_order)
    try:
        sys.exit(trinhky.main(arguments, prog_name="trinhky", standalone_mode=False) or 0)
    except click.UsageError as wrong:
        path = wrong.ctx.command_path if wrong.ctx else "trinhky"
        _refuse(f"{say(wrong)}\nXem: {path} --help", 2)
    except WorkflowError as refusal:
        _refuse(refusal.reason, 1)
    except click.FileError as unreadable:
        _refuse(f"Không mở được tệp {unreadable.ui_filename}.", 1)
    except (click.Abort, KeyboardInterrupt):
        _refuse("Đã dừng theo yêu cầu.", 130)


def say(wrong: click.UsageError) -> str:
    """Click's refusal of a command line as a Vietnamese sentence."""
    match wrong:
        case click.NoSuchOption():
            return f"Không có tuỳ chọn {wrong.option_name}."
        case click.MissingParameter():
            return f"Thiếu {_name(wrong)}."
        case click.BadParameter():
            return f"Giá trị của {_name(wrong)} không dùng được."
        case click.BadOptionUsage():
            return f"Tuỳ chọn {wrong.option_name} cần một giá trị."
    return "Sai cách dùng: lệnh không có, hoặc thừa tham số."


def _name(wrong: click.BadParameter) -> str:
    if wrong.param is None:
        return "tham số"
    return wrong.param.opts[-1] if isinstance(wrong.param, click.Option) else wrong.param.make_metavar(_context(wrong))


def _context(wrong: click.BadParameter) -> click.Context:
    return wrong.ctx or click.Context(trinhky)


def _refuse(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)


def _leave_in_order(signal_number: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM ends Python without its exit handlers, and the embedded database would be left running."""
    sys.exit(128 + signal_number)
