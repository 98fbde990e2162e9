// In the script editor it dreams on the open image. Headless, give it two whole paths, separated by a comma:
//   fiji --headless -macro /data/deep-dream.ijm /data/cells.tif,/data/dream.tif
paths = split(getArgument(), ",");
if (paths.length == 2) open(paths[0]);
run("Deep Dream...", "layers=conv4:1,conv6:2 octaves=2 steps=5 title=dream");
selectImage("dream");
if (paths.length == 2) saveAs("Tiff", paths[1]);
