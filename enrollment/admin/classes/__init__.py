"""Running a class from the back office: its page, attendance, papers, certificates, letters."""
