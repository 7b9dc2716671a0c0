@echo off
rem Chay moi kiem thu tren Windows.
cd /d "%~dp0"
py -3 -m workflow setup --test || exit /b
.venv\Scripts\python.exe -m pytest -n 2 --dist loadgroup %*
