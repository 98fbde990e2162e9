// Untargeted and targeted attacks: how much must change for any other class, and for one that you choose.
// Look at: the smallest epsilon of each.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 96, 96, original");
runMacro(help + "ask.ijm", "How many of 255 levels must the values change at most to make the network say anything but membranes?\n" +
	"And to make it say neurites, bacteria, nuclei or haze? Guess the order.");

targets = newArray("none", "neurites", "bacteria", "nuclei", "haze");
levels = newArray(5); panels = "";
for (i = 0; i < 5; i++) {
	selectImage("original");
	run("Adversarial Perturbation...", "method=pgd target=" + targets[i] + " minimal=true tolerance=0.05 epsilon=64 steps=30 title=[" + targets[i] + "] pictures=result");
	levels[i] = largest(targets[i]);
	says = runMacro(help + "prediction.ijm", targets[i]);
	print("target=" + targets[i] + ": " + levels[i] + " levels, " + says);
	panels += targets[i] + " = target " + targets[i] + ", " + levels[i] + " levels: " + substring(says, 0, indexOf(says, ",")) + " | ";
	if (i == 1) panels = substring(panels, 0, lengthOf(panels) - 3) + "\n";
}
print("ANSWER: untargeted, the attack takes the nearest class. A chosen one takes as much or more, up to "+ d2s(levels[3] / levels[0], 0) + " times as much.");
runMacro(help + "figure.ijm", "figure: targeted, 160\noriginal = the image | " + substring(panels, 0, lengthOf(panels) - 3));
return "none=" + levels[0] + " neurites=" + levels[1] + " bacteria=" + levels[2] + " nuclei=" + levels[3] + " haze=" + levels[4];

// The largest change of a value.
function largest(title) {
	a = pixels("original");
	b = pixels(title);
	most = 0;
	for (i = 0; i < a.length; i++)
		for (shift = 0; shift <= 16; shift += 8) most = maxOf(most, abs(((a[i] >> shift) & 255) - ((b[i] >> shift) & 255)));
	return most;
}

// All pixels of an image: changing from image to image at each of them would take minutes where there are windows.
function pixels(title) {
	selectImage(title);
	values = newArray(getWidth() * getHeight());
	for (i = 0; i < values.length; i++) values[i] = getPixel(i % getWidth(), floor(i / getWidth()));
	return values;
}
