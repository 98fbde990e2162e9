// Features as in Zeiler & Fergus 2013: where channels respond most in real images, and what is projected back from there.
// Look at: pairs of a patch and its projection by guided backprop; then at the deconvnet's projections in the last column.
root = getArgument();
if (root == "") root = getDirectory("Choose the folder of Gradiscope, with docs and test-images in it");
help = root + "/docs/examples/lectures/helpers/";
var c, i, column, row;
var channels = newArray(19, 8, 63, 12);
var names = newArray("nuclei", "patterns", "neurites");
runMacro(help + "sample.ijm", root + ", nuclei-8bit.tif, 0, 0, 256, 256, nuclei");
runMacro(help + "sample.ijm", root + ", two-patterns.tif, 128, 0, 256, 256, patterns");
runMacro(help + "sample.ijm", root + ", neurites-2048.tif, 512, 512, 256, 256, neurites");
runMacro(help + "ask.ijm", "A pixel of conv5 sees 48 x 48 pixels of the image. We take four of its channels, and in three images the place\n" +
	"where each is strongest. What will the patches of one channel have in common? Will the projections depend on the patch?");

rows = ""; guided = 0; deconvnet = 1;
for (c = 0; c < channels.length; c++) {
	rows += "\n";
	for (i = 0; i < names.length; i++) {
		selectImage(names[i]);
		run("Activations...", "layers=conv5 view=stack title=seen");
		selectImage("seen");
		setSlice(channels[c] + 1);
		// Not at the border, where patches are cut.
		top = -1; column = 0; row = 0;
		for (y = 3; y < 29; y++) for (x = 3; x < 29; x++)
			if (getPixel(x, y) > top) { top = getPixel(x, y); column = x; row = y; }
		close();
		patch = names[i] + " " + channels[c];
		cut(names[i], patch);
		title = patch + " guided";
		project("guided-backprop", title);
		title = patch + " deconvnet";
		project("deconvnet", title);
		rows += patch + " = channel " + channels[c] + ": " + d2s(top, 1) + " | " + patch + " guided = guided | ";
	}
	rows += patch + " deconvnet = deconvnet";
	one = "nuclei " + channels[c]; other = "neurites " + channels[c];
	guided += alike(one + " guided", other + " guided") / 4;
	deconvnet = minOf(deconvnet, alike(one + " deconvnet", other + " deconvnet"));
}
print("ANSWER: a channel's patches share a shape or a texture, and the guided projection shows which part of the patch it was:");
print("from image to image they correlate with " + d2s(guided, 2) + ". The deconvnet's are all the same (at least " + d2s(deconvnet, 3) + ").");
print("In the paper, the places of the maxima (max pooling) tell the deconvnet what is in the image. This network pools by the mean.");
runMacro(help + "figure.ijm", "figure: strongest patches, 112" + rows);
return "guided=" + guided + " deconvnet=" + deconvnet;

// What the unit sees, projected back from it, as an image of 48 x 48 pixels.
function project(method, name) {
	selectImage(names[i]);
	run("Saliency Map...", "method=" + method + " target=conv5/" + channels[c] + "@" + column + "," + row + " view=colour title=projection");
	cut("projection", name);
	selectImage("projection");
	close();
}

// The 48 x 48 pixels around the position, as an image of their own.
function cut(title, name) {
	selectImage(title);
	makeRectangle(column * 8 + 4 - 24, row * 8 + 4 - 24, 48, 48);
	Image.copy();
	run("Select None");
	kind = "8-bit black";
	if (bitDepth() == 24) kind = "RGB black";
	newImage(name, kind, 48, 48, 1);
	Image.paste(0, 0);
}

// The correlation of two images of 48 x 48 pixels, in their grey levels.
function alike(one, other) {
	n = 48 * 48;
	a = newArray(n); b = newArray(n); ma = 0; mb = 0;
	selectImage(one);
	for (k = 0; k < n; k++) { a[k] = getPixel(k % 48, floor(k / 48)) & 255; ma += a[k] / n; }
	selectImage(other);
	for (k = 0; k < n; k++) { b[k] = getPixel(k % 48, floor(k / 48)) & 255; mb += b[k] / n; }
	ab = 0; aa = 0; bb = 0;
	for (k = 0; k < n; k++) { ab += (a[k] - ma) * (b[k] - mb); aa += (a[k] - ma) * (a[k] - ma); bb += (b[k] - mb) * (b[k] - mb); }
	return ab / sqrt(aa * bb);
}
