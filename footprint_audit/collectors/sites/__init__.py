"""Deep sites, one file each: `collector` is the one name a file exports, its id the file name."""
