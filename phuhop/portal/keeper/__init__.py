"""The administrator: accounts and rights, letters, the security log, rules, checkup; no figures."""
