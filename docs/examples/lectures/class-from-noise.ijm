// A class, climbed from noise: it works, and it fails.
// Look at: the noise before and after, and what the network says to each.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
runMacro(help + "ask.ijm", "From noise we climb the score of a class until the network is sure. What will the picture show?\n" +
	"How much of the noise has to change? And will the network still be sure if each pixel becomes the mean of 3 x 3?");

classes = newArray("membranes", "filaments", "sarcomeres");
files = newArray("membranes-rgb.tif", "filaments-16bit-calibrated.tif", "two-patterns.tif");
rows = ""; sure = 0; least = 1; stay = 0;
for (i = 0; i < 3; i++) {
	start = classes[i] + " start"; blurred = classes[i] + " blurred"; real = "real " + classes[i];
	run("Fooling Image...", "target=" + classes[i] + " size=96 steps=1 title=[" + start + "]");
	run("Fooling Image...", "target=" + classes[i] + " size=96 title=" + classes[i]);
	before = runMacro(help + "prediction.ijm", start);
	after = runMacro(help + "prediction.ijm", classes[i]);
	same = alike(start, classes[i]);
	selectImage(classes[i]);
	Image.copy();
	newImage(blurred, "RGB black", 96, 96, 1);
	Image.paste(0, 0);
	run("Smooth");
	says = runMacro(help + "prediction.ijm", blurred);
	runMacro(help + "sample.ijm", root + ", " + files[i] + ", 20, 20, 96, 96, " + real);
	drawing = runMacro(help + "prediction.ijm", real);
	print(classes[i] + ": first " + before);
	print("   then " + after + "; correlation with the noise of the start " + d2s(same, 2));
	print("   blurred " + says);
	if (startsWith(after, classes[i] + " 0.99")) sure++;
	if (startsWith(says, classes[i])) stay++;
	least = minOf(least, same);
	rows += "\n" + start + " = noise: " + first(before) + " | " + classes[i] + " = climbed: " + first(after) + " | " + blurred + " = blurred: " +
		first(says) + " | " + real + " = a drawing: " + first(drawing);
}
print("ANSWER: " + sure + " of 3 are over 99 %, and still the noise of the start (correlation at least " + d2s(least, 2) + "): the nearest picture");
print("that the network is sure of is close to any noise. Only the finest grain is not the reason: blurred, " + stay + " of 3 keep their class.");
print("A score asks how unlike the other classes a picture is, never whether it is an image at all.");
runMacro(help + "figure.ijm", "figure: class from noise, 128" + rows);
return "sure=" + sure + " correlation=" + least + " stay=" + stay;

function first(prediction) {
	return substring(prediction, 0, indexOf(prediction, ","));
}

// The correlation of two images, in their green channel.
function alike(one, other) {
	n = 96 * 96;
	a = newArray(n); b = newArray(n); ma = 0; mb = 0;
	selectImage(one);
	for (k = 0; k < n; k++) { a[k] = (getPixel(k % 96, floor(k / 96)) >> 8) & 255; ma += a[k] / n; }
	selectImage(other);
	for (k = 0; k < n; k++) { b[k] = (getPixel(k % 96, floor(k / 96)) >> 8) & 255; mb += b[k] / n; }
	ab = 0; aa = 0; bb = 0;
	for (k = 0; k < n; k++) { ab += (a[k] - ma) * (b[k] - mb); aa += (a[k] - ma) * (a[k] - ma); bb += (b[k] - mb) * (b[k] - mb); }
	return ab / sqrt(aa * bb);
}
