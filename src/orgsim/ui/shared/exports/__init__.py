"""What a visitor takes along: reports, numbers and configs as files, and the buttons for them."""
