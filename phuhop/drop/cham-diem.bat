@echo off
rem Drop a form (.xlsx) on this file: the dossier comes out beside the form.
rem Written by phuhop; letters other than ASCII stand in the path of Python only.
chcp 65001 >nul
setlocal DisableDelayedExpansion
set "PYTHONUTF8=1"
set "PHUHOP_PYTHON=@PYTHON@"
if not exist "%PHUHOP_PYTHON%" set "PHUHOP_PYTHON=py"
if "%~1"=="" "%PHUHOP_PYTHON%" -m phuhop watch --help
:next
if "%~1"=="" goto end
"%PHUHOP_PYTHON%" -m phuhop watch --once "%~1"
shift
goto next
:end
pause
