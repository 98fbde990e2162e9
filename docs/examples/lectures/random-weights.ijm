// Random weights "work surprisingly well": a network whose weights are drawn at random, beside the trained one.
// Look at: the maps, which are hard to tell apart, the features, which are not, and the count at the end.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
var classified;
var names = newArray("nuclei", "membranes", "neurites", "sarcomeres", "bacteria", "filaments");
files = newArray("nuclei-8bit.tif", "membranes-rgb.tif", "neurites-2048.tif", "two-patterns.tif", "two-patterns.tif", "filaments-16bit-calibrated.tif");
lefts = newArray(20, 20, 520, 20, 270, 60);
for (i = 0; i < 6; i++) {
	runMacro(help + "sample.ijm", root + ", " + files[i] + ", " + lefts[i] + ", 20, 96, 96, " + names[i] + " 1");
	runMacro(help + "sample.ijm", root + ", " + files[i] + ", " + (lefts[i] + 100) + ", 130, 96, 96, " + names[i] + " 2");
}
runMacro(help + "ask.ijm", "All weights of the network are drawn at random. What will its maps of an image look like, and its features?\n" +
	"And can it still tell nuclei from membranes, if only its last answer is replaced by: which known image is most alike?");

selectImage("nuclei 1");
run("Activations...", "layers=conv2 count=4 title=[maps, trained]");
selectImage("nuclei 1");
run("Activations...", "layers=conv2 count=4 weights=random title=[maps, random]");
run("Feature Visualization...", "layer=conv5 channel=8,12,19,28 steps=96 size=96 title=[features, trained]");
run("Feature Visualization...", "layer=conv5 channel=8,12,19,28 steps=96 size=96 weights=random title=[features, random]");

// Two parts of six images: each second part is given the name of the first part that is nearest in the mean activations of conv6.
trained = recognized("trained");
drawn = recognized("random");
print("ANSWER: by the nearest mean activations, the trained network recognizes " + trained + " of 6 images, the random one " + drawn + ".");
print("Its own last layer is worth nothing, of course: by that, the random network gets " + classified + " of 6 right.");
print("Layers of random filters keep much of an image. What was learnt shows in the features, and in classes that need no example.");
runMacro(help + "figure.ijm", "figure: random weights, 260\nnuclei 1 = nuclei | maps, trained = trained: maps of conv2 | features, trained = trained: features of conv5\n" +
	"nuclei 1 = nuclei | maps, random = random: maps of conv2 | features, random = random: features of conv5");
return "trained=" + trained + " drawn=" + drawn + " classified=" + classified;

function recognized(weights) {
	known = newArray(0); right = 0; classified = 0;
	for (i = 0; i < 6; i++) {
		title = names[i] + " 1";
		one = means(title, weights);
		known = Array.concat(known, one);
	}
	for (i = 0; i < 6; i++) {
		title = names[i] + " 2";
		selectImage(title);
		run("Classify...", "weights=" + weights + " title=classes");
		selectImage("classes");
		if (startsWith(getMetadata("Info"), "prediction of slice 1: " + names[i])) classified++;
		close();
		one = means(title, weights);
		nearest = -1; least = 2;
		for (j = 0; j < 6; j++) {
			other = Array.slice(known, j * one.length, (j + 1) * one.length);
			distance = 1 - cosine(one, other);
			if (distance < least) { least = distance; nearest = j; }
		}
		print(weights + ": " + names[i] + " is taken for " + names[nearest]);
		if (nearest == i) right++;
	}
	return right;
}

// The mean of each channel of conv6.
function means(title, weights) {
	selectImage(title);
	run("Activations...", "layers=conv6 view=stack weights=" + weights + " title=seen");
	selectImage("seen");
	values = newArray(nSlices);
	for (c = 0; c < nSlices; c++) {
		setSlice(c + 1);
		getStatistics(area, mean);
		values[c] = mean;
	}
	close();
	return values;
}

function cosine(a, b) {
	dot = 0; aa = 0; bb = 0;
	for (k = 0; k < a.length; k++) { dot += a[k] * b[k]; aa += a[k] * a[k]; bb += b[k] * b[k]; }
	return dot / sqrt(aa * bb);
}
