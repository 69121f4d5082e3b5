"""What the commands of the NOC's desk share: entries, next steps, texts and posts."""
