"""What every wing stands on: money, time, workflow, jobs, errors. No table of its own, no import of ours."""
