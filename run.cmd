@echo off
rem Chay thu Trinh Ky tren Windows: chuan bi may, roi mo trang web.
cd /d "%~dp0"
py -3 -m workflow setup || exit /b
.venv\Scripts\trinhky.cmd run %*
