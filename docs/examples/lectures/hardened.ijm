// Naive and adversarially trained weights: the same attack on both, and the gradients of both (Madry 2018, Tsipras 2019).
// Look at: which gradients have the objects in them, and which images the second network still gets wrong.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
names = newArray("membranes", "nuclei", "neurites", "bacteria");
runMacro(help + "sample.ijm", root + ", membranes-rgb.tif, 0, 0, 128, 128, membranes");
runMacro(help + "sample.ijm", root + ", nuclei-8bit.tif, 40, 40, 128, 128, nuclei");
runMacro(help + "sample.ijm", root + ", neurites-2048.tif, 1536, 1280, 128, 128, neurites");
runMacro(help + "sample.ijm", root + ", two-patterns.tif, 300, 40, 128, 128, bacteria");
networks = newArray("micropatterns", "micropatterns-robust");
kinds = newArray("naive", "hardened");
runMacro(help + "ask.ijm", "Two networks of the same layers. The second was trained on images that fool it, with every value up to 8 levels off.\n" +
	"Both are attacked with 8 levels, by PGD. How many of the four images will each get wrong? And what will their gradients look like?");

fooled = newArray(2); edges = newArray(2);
for (i = 0; i < 4; i++) {
	name = names[i];
	row = name + " = " + name;
	for (n = 0; n < 2; n++) {
		gradient = name + " gradient " + n; attacked = name + " attacked " + n;
		selectImage(name);
		run("Saliency Map...", "method=gradient model=" + networks[n] + " target=" + name + " view=map title=[" + gradient + "]");
		edges[n] += alike(name, gradient) / 4;
		selectImage(name);
		run("Adversarial Perturbation...", "method=pgd epsilon=8 model=" + networks[n] + " title=[" + attacked + "] pictures=result");
		says = runMacro(help + "prediction.ijm", attacked + "\n" + networks[n]);
		if (!startsWith(says, name)) fooled[n]++;
		print(networks[n] + ", " + name + ": after PGD " + says);
		row += " | " + gradient + " = " + kinds[n] + ": gradient | " + attacked + " = attacked: " + substring(says, 0, indexOf(says, ","));
	}
	if (i == 0) rows = row; else rows += "\n" + row;
}
print("ANSWER: of four images, the naive network gets " + fooled[0] + " wrong, the hardened one " + fooled[1] + ".");
print("The hardened one's gradients follow the objects: with the edges in the image they correlate with " + d2s(edges[1], 2) + ", the naive one's with " + d2s(edges[0], 2) + ".");
runMacro(help + "figure.ijm", "figure: hardened, 128\n" + rows);
return "naive=" + fooled[0] + " hardened=" + fooled[1] + " edges-naive=" + edges[0] + " edges-hardened=" + edges[1];

// How the size of a map goes with the edges in an image, both as means of squares of 4 x 4 pixels: their correlation.
function alike(image, map) {
	a = squares(image, true); b = squares(map, false);
	size = a.length; sa = 0; sb = 0; ab = 0; aa = 0; bb = 0;
	for (k = 0; k < size; k++) { sa += a[k] / size; sb += b[k] / size; }
	for (k = 0; k < size; k++) { ab += (a[k] - sa) * (b[k] - sb); aa += (a[k] - sa) * (a[k] - sa); bb += (b[k] - sb) * (b[k] - sb); }
	return ab / sqrt(aa * bb);
}

function squares(title, edges) {
	selectImage(title);
	means = newArray(31 * 31);
	for (y = 0; y < 124; y++) for (x = 0; x < 124; x++) {
		if (edges) size = abs(grey(x + 1, y) - grey(x, y)) + abs(grey(x, y + 1) - grey(x, y));
		else size = abs(getPixel(x, y));
		means[floor(y / 4) * 31 + floor(x / 4)] += size / 16;
	}
	return means;
}

function grey(x, y) {
	value = getPixel(x, y);
	if (bitDepth() == 24) return (((value >> 16) & 255) + ((value >> 8) & 255) + (value & 255)) / 3;
	return value;
}
