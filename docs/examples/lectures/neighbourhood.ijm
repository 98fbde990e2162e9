// The space of adversarial examples around an image: not single points, but a region.
// Look at: six changes from six random starts, and the mean of all six.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";

runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 128, 128, original");
runMacro(help + "ask.ijm", "From six random starts within 8 grey levels of the image we climb towards another class.\n" +
	"How many of the six will fool? Will they find the same change? And what of the mean of the six?");

fooled = 0; panels = "";
w = getWidth(); h = getHeight();
mean = newArray(3 * w * h);
for (seed = 1; seed <= 6; seed++) {
	selectImage("original");
	run("Adversarial Perturbation...", "method=pgd epsilon=8 steps=20 seed=" + seed + " title=start" + seed + " pictures=all");
	answer = runMacro(help + "prediction.ijm", "start" + seed);
	print("start " + seed + ": " + answer);
	if (!startsWith(answer, "membranes")) fooled++;
	if (seed <= 3) panels += runMacro(help + "find.ijm", "start" + seed + "-difference") + " = start " + seed + ": " + first(answer) + " | ";
	selectImage("start" + seed);
	for (i = 0; i < w * h; i++) {
		v = getPixel(i % w, floor(i / w));
		mean[3 * i] += ((v >> 16) & 255) / 6; mean[3 * i + 1] += ((v >> 8) & 255) / 6; mean[3 * i + 2] += (v & 255) / 6;
	}
}

newImage("mean", "RGB black", w, h, 1);
for (i = 0; i < w * h; i++)
	setPixel(i % w, floor(i / w), (round(mean[3 * i]) << 16) + (round(mean[3 * i + 1]) << 8) + round(mean[3 * i + 2]));
middle = runMacro(help + "prediction.ijm", "mean");
same = agreement("start1", "start2");
print("ANSWER: " + fooled + " of 6 fool. Two of the changes agree in the direction of " + d2s(100 * same, 0) + " % of the values; chance is near 50.");
print("The mean of all six: " + middle);
print("Not a lucky point, then, but a region: six ways lead into it, and what lies between them fools too.");
runMacro(help + "figure.ijm", "figure: neighbourhood, 128\noriginal = the image | " + panels + "mean = mean of six: " + first(middle));
return "fooled=" + fooled + " agreement=" + same + " mean " + replace(first(middle), " ", "=");

// The share of the values, changed in both, that went the same way.
function agreement(one, other) {
	from = pixels("original");
	left = pixels(one);
	right = pixels(other);
	agree = 0; count = 0;
	for (i = 0; i < from.length; i += 3) {
		o = from[i]; a = left[i]; b = right[i];
		for (shift = 0; shift <= 16; shift += 8) {
			da = ((a >> shift) & 255) - ((o >> shift) & 255);
			db = ((b >> shift) & 255) - ((o >> shift) & 255);
			if (da * db != 0) { count++; if (da * db > 0) agree++; }
		}
	}
	return agree / count;
}

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
