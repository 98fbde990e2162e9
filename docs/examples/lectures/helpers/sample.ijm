// Opens a part of one of the test images. Argument: "folder of Gradiscope, file, x, y, width, height, title".
part = split(getArgument(), ",");
open(part[0] + "/test-images/" + String.trim(part[1]));
makeRectangle(parseInt(part[2]), parseInt(part[3]), parseInt(part[4]), parseInt(part[5]));
run("Crop");
rename(String.trim(part[6]));
