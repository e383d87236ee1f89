"""What boards, editors and the principal ask for."""
