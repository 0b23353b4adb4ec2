"""What Linux says a process used. Read by the server, at the very moments a measurement begins and ends."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
KIB_PER_MIB = 1024
FIRST_FIELD_AFTER_NAME = 3
UTIME, STIME = 14 - FIRST_FIELD_AFTER_NAME, 15 - FIRST_FIELD_AFTER_NAME
"""proc_pid_stat(5) counts fields from 1; the name, which may hold spaces, ends with the last bracket."""


def cpu_seconds(pid: int) -> float:
    """Sum user and system time of all threads, those that ended too; 0 if the process is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return 0.0
    fields = stat.rpartition(")")[2].split()
    return (int(fields[UTIME]) + int(fields[STIME])) / TICKS


def peak_rss_mib(pid: int) -> float:
    """Find the most memory the process ever held (VmHWM); 0 if it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(line.split()[1]) / KIB_PER_MIB
