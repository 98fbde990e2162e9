// JSMA (Papernot 2015): not a little of every pixel, but much of a few.
// Look at: where the changed pixels are, and how few they are.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 96, 96, original");
before = runMacro(help + "prediction.ijm", "original");
runMacro(help + "ask.ijm", "Now a value may change as much as it likes, but as few as possible may change.\n" +
	"How many of the 27 648 values (96 x 96, red, green and blue) are enough? A hundred? A thousand?");

selectImage("original");
run("Adversarial Perturbation...", "method=jsma theta=-1 title=changed pictures=all");
after = runMacro(help + "prediction.ijm", "changed");
changed = 0;
a = pixels("original");
b = pixels("changed");
for (i = 0; i < a.length; i++)
	for (shift = 0; shift <= 16; shift += 8) if (((a[i] >> shift) & 255) != ((b[i] >> shift) & 255)) changed++;
share = changed / 27648;
print("ANSWER: " + changed + " values, " + d2s(100 * share, 2) + " %: " + after);
print("How large a change is depends on how it is measured: here by the number of values (L0), before by the largest (L-infinity).");
runMacro(help + "figure.ijm", "figure: few pixels, 192\noriginal = " + first(before) + " | changed = " + first(after) + " | " +
	runMacro(help + "find.ijm", "changed-difference") + " = the difference around grey: " + changed + " of 27 648 values");
return "changed=" + changed + " " + replace(first(after), " ", "=");

// All pixels of an image: changing from image to image at each of them would take minutes where there are windows.
function pixels(title) {
	selectImage(title);
	values = newArray(getWidth() * getHeight());
	for (i = 0; i < values.length; i++) values[i] = getPixel(i % getWidth(), floor(i / getWidth()));
	return values;
}

function first(prediction) {
	return substring(prediction, 0, indexOf(prediction, ","));
}
