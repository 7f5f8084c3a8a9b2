@echo off
rem Starts busbar-poller with the Java of JAVA_HOME, or the first java on the PATH.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError %JAVA_OPTS% -cp "%~dp0..\lib\*" org.busbar.poller.PollerMain %*
exit /b %ERRORLEVEL%
