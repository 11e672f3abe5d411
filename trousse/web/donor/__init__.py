"""For donors, who have no account: find one's gifts again, and follow one."""
