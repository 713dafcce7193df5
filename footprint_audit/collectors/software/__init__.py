"""Programs people host themselves, one file each: `program` is the one name a file exports, its id the file name."""
