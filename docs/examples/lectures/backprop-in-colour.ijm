// Vanilla and guided backprop in colour, for three classes of three images.
// Look at: the sharpness of the guided maps. Then ask for a class that is not in the image.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
names = newArray("membranes", "nuclei", "bacteria");
runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 128, 128, membranes");
runMacro(help + "sample.ijm", root + ", nuclei-8bit.tif, 40, 40, 128, 128, nuclei");
runMacro(help + "sample.ijm", root + ", two-patterns.tif, 300, 40, 128, 128, bacteria");
for (i = 0; i < 3; i++) { selectImage(names[i]); if (bitDepth() != 24) run("RGB Color"); }
runMacro(help + "ask.ijm", "The gradient of a class score, shown in colour, and guided backprop, which lets only positive gradients through.\n" +
	"Which of the two will be sharper? And which will change more if we ask for tissue, which is in none of the images?");

rows = ""; plain = 0; guided = 0;
for (i = 0; i < 3; i++) {
	name = names[i];
	map("gradient", name, name, "colour");
	map("guided-backprop", name, name, "colour");
	map("guided-backprop", name, "tissue", "colour");
	rows += "\n" + name + " = " + name + " | gradient " + name + " colour = gradient of " + name + " | guided-backprop " + name +
		" colour = guided, " + name + " | guided-backprop tissue colour = guided, tissue";
	map("gradient", name, name, "map"); map("gradient", name, "tissue", "map");
	map("guided-backprop", name, name, "map"); map("guided-backprop", name, "tissue", "map");
	a = alike("gradient " + name + " map", "gradient tissue map");
	b = alike("guided-backprop " + name + " map", "guided-backprop tissue map");
	print(name + ": the maps for " + name + " and for tissue correlate with " + d2s(a, 2) + " (gradient), " + d2s(b, 2) + " (guided)");
	plain += a / 3; guided += b / 3;
	rows = replace(rows, "guided-backprop tissue colour", "guided tissue " + name);
	selectImage("guided-backprop tissue colour"); rename("guided tissue " + name);
	closeIt("gradient tissue map"); closeIt("guided-backprop tissue map");
}
print("ANSWER: guided backprop is sharper, and hardly asks for the class: correlation " + d2s(guided, 2) + " on average, the gradient " + d2s(plain, 2) + ".");
print("It shows what the network sees, not why it decides. Check Saliency... measures that.");
runMacro(help + "figure.ijm", "figure: backprop in colour, 128" + rows);
return "gradient=" + plain + " guided=" + guided;

function map(method, image, target, view) {
	selectImage(image);
	run("Saliency Map...", "method=" + method + " target=" + target + " view=" + view + " title=[" + method + " " + target + " " + view + "]");
}

function closeIt(title) {
	selectImage(title);
	close();
}

function alike(one, other) {
	n = 128 * 128;
	a = newArray(n); b = newArray(n); sa = 0; sb = 0;
	selectImage(one);
	for (k = 0; k < n; k++) { a[k] = getPixel(k % 128, floor(k / 128)); sa += a[k] / n; }
	selectImage(other);
	for (k = 0; k < n; k++) { b[k] = getPixel(k % 128, floor(k / 128)); sb += b[k] / n; }
	ab = 0; aa = 0; bb = 0;
	for (k = 0; k < n; k++) { ab += (a[k] - sa) * (b[k] - sb); aa += (a[k] - sa) * (a[k] - sa); bb += (b[k] - sb) * (b[k] - sb); }
	return ab / sqrt(aa * bb);
}
