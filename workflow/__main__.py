"""`python3 -m workflow setup` before anything is installed; every other command is the command line `trinhky`."""

import sys


def main() -> int:
    """Exit code of the set-up; the other commands exit by themselves."""
    if sys.argv[1:2] == ["setup"]:
        from workflow.setup import main as set_up  # the standard library only

        return set_up(sys.argv[2:])
    try:
        from workflow.cli import main as command_line  # needs what the set-up installs
    except ModuleNotFoundError as missing:
        print(f"Chưa cài thư viện {missing.name}: hãy chạy `python3 -m workflow setup`.", file=sys.stderr)
        return 2
    return command_line()


if __name__ == "__main__":
    sys.exit(main())
