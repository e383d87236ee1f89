"""The dashboard ("Bàn làm việc"): what a member of the staff does here, and what waits for exactly this person."""
