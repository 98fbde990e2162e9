// One image through shallow and deep layers.
// Look at: where each layer responds. The left half of the image shows sarcomeres, the right half bacteria.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";

open(root + "/test-images/two-patterns.tif");
image = getTitle();
runMacro(help + "ask.ijm", "The left half shows sarcomeres, the right half bacteria.\n" +
	"Which layers can tell the halves apart: the first, the fourth, the last? How would you see it?");

// Of each layer the two channels that prefer one half most.
var channel;
layers = newArray("conv1", "conv4", "conv7");
rows = ""; ratios = newArray(3);
for (i = 0; i < 3; i++) {
	layer = layers[i];
	selectImage(image);
	run("Activations...", "layers=" + layer + " view=stack title=" + layer);
	left = preference(0); leftChannel = channel;
	right = preference(1); rightChannel = channel;
	ratios[i] = maxOf(left, right);
	print(layer + ": the left half " + text(left) + " times the right one in channel " + leftChannel +
		", the right half " + text(right) + " times the left one in channel " + rightChannel);
	rows += "\n" + layer + " @" + (leftChannel + 1) + " = " + layer + ", channel " + leftChannel + ": left over right " + text(left) +
		" | " + layer + " @" + (rightChannel + 1) + " = " + layer + ", channel " + rightChannel + ": right over left " + text(right);
}
print("ANSWER: the first layer sees edges everywhere. In the last one, some channels respond to one pattern alone;");
print("but one of its pixels stands for 16 x 16 of the image: it knows better what, and less well where.");
runMacro(help + "figure.ijm", "figure: shallow and deep, 150\n" + image + " = sarcomeres and bacteria" + rows);
return "conv1=" + ratios[0] + " conv4=" + ratios[1] + " conv7=" + ratios[2];

// The largest ratio of one half's mean (0 the left one's) to the other's, at most 1000, and its channel. Channels count that are
// at least a third as strong as the strongest in that half.
function preference(half) {
	selectImage(layer);
	means = newArray(nSlices); others = newArray(nSlices);
	for (c = 0; c < nSlices; c++) {
		setSlice(c + 1);
		makeRectangle(half * getWidth() / 2, 0, getWidth() / 2, getHeight()); getStatistics(area, mean); means[c] = mean;
		makeRectangle((1 - half) * getWidth() / 2, 0, getWidth() / 2, getHeight()); getStatistics(area, mean); others[c] = mean;
	}
	run("Select None");
	Array.getStatistics(means, min, strongest);
	best = 0; channel = 0;
	for (c = 0; c < nSlices; c++) {
		ratio = minOf(1000, means[c] / maxOf(others[c], 0.000001));
		if (means[c] >= strongest / 3 && ratio > best) { best = ratio; channel = c; }
	}
	return best;
}

function text(ratio) {
	if (ratio >= 1000) return "over 1000";
	return d2s(ratio, 1);
}
